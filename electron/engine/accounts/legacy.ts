import type { AccountDocument } from '../../../shared/schema/account.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import { readCredentials } from './credentials.ts';
import type { CredentialVariables } from './credentials.ts';
import type { Environment } from './environment.ts';
import { valueOf } from './environment.ts';
import type { CredentialField } from './exchange-traits.ts';
import { EXCHANGE_TRAITS } from './exchange-traits.ts';
import { missingMessage } from './parse-account.ts';
import type { ParsedAccount } from './parse-account.ts';

type LegacyExchange = Exclude<Exchange, 'sim'>;

const LEGACY_VARIABLES: Readonly<Record<LegacyExchange, CredentialVariables>> = {
  binance: variablesOf('BINANCE'),
  bybit: variablesOf('BYBIT'),
  okx: variablesOf('OKX'),
  kucoin: variablesOf('KUCOIN'),
  kraken: variablesOf('KRAKEN'),
  firi: { ...variablesOf('FIRI'), API_SECRET: 'FIRI_SECRET_KEY' },
};

function variablesOf(prefix: string): CredentialVariables {
  return {
    API_KEY: `${prefix}_API_KEY`,
    API_SECRET: `${prefix}_API_SECRET`,
    PASSPHRASE: `${prefix}_PASSPHRASE`,
    CLIENT_ID: `${prefix}_CLIENT_ID`,
  };
}

/** The exchanges for which an older single-account variable is set. */
export function legacyExchanges(env: Environment): LegacyExchange[] {
  return (Object.keys(LEGACY_VARIABLES) as LegacyExchange[]).filter((exchange) => {
    const { credentials, together } = EXCHANGE_TRAITS[exchange];
    const isSet = (field: CredentialField) => valueOf(env, LEGACY_VARIABLES[exchange][field]) !== null;
    return [...credentials, ...together].some(isSet);
  });
}

/** `main_<exchange>` in mode real, as the older single-account variables always meant it. */
export function parseLegacy(exchange: LegacyExchange, env: Environment): ParsedAccount {
  const base = {
    name: `main_${exchange}`,
    exchange,
    mode: 'real',
    testnet: false,
    market: 'spot',
    owner: 'me',
    description: '',
    leverage: null,
    origin: 'legacy',
  } as const;
  const reading = readCredentials(exchange, env, LEGACY_VARIABLES[exchange]);
  if (reading.ok) return { config: { ...base, apiUrl: null, marginMode: null, credentials: reading.credentials } };
  const error = { code: 'MISSING_CREDENTIALS', message: missingMessage(exchange, reading) } as const;
  const broken: AccountDocument = { ...base, api_url: null, margin_mode: null, has_credentials: false, error };
  return { broken };
}
