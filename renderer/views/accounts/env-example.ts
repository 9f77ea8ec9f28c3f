import type { Exchange, Mode } from '../../../shared/schema/exchange.ts';

type Field = 'API_KEY' | 'API_SECRET' | 'PASSPHRASE' | 'CLIENT_ID';

interface ExchangeFacts {
  label: string;
  /** What a real account of this exchange needs. */
  credentials: readonly Field[];
  real: boolean;
  testnet: boolean;
}

/** What the operator has to know to register an account; a test holds it equal to what the engine demands. */
export const EXCHANGE_FACTS: Readonly<Record<Exchange, ExchangeFacts>> = {
  binance: { label: 'Binance', credentials: ['API_KEY', 'API_SECRET'], real: true, testnet: true },
  bybit: { label: 'Bybit', credentials: ['API_KEY', 'API_SECRET'], real: true, testnet: true },
  okx: { label: 'OKX', credentials: ['API_KEY', 'API_SECRET', 'PASSPHRASE'], real: true, testnet: true },
  kucoin: { label: 'KuCoin', credentials: ['API_KEY', 'API_SECRET', 'PASSPHRASE'], real: true, testnet: false },
  kraken: { label: 'Kraken', credentials: ['API_KEY', 'API_SECRET'], real: true, testnet: false },
  firi: { label: 'Firi', credentials: ['API_KEY', 'API_SECRET', 'CLIENT_ID'], real: true, testnet: false },
  sim: { label: 'Built-in simulated market', credentials: [], real: false, testnet: false },
};

export interface EnvLine {
  name: string;
  /** Null where the operator puts a secret in: the page neither shows nor takes one. */
  value: string | null;
  note: string;
}

const NOTES: Record<Field, string> = {
  API_KEY: 'a key that may trade and not withdraw',
  API_SECRET: 'the secret of that key',
  PASSPHRASE: 'the passphrase of that key',
  CLIENT_ID: 'the client id of that key',
};

/** The variables that register one account, in the order to write them. */
export function envLines(input: { name: string; exchange: Exchange; mode: Mode; testnet: boolean }): EnvLine[] {
  const facts = EXCHANGE_FACTS[input.exchange];
  const real = input.mode === 'real' && facts.real;
  const variable = (field: string): string => `QT_ACCOUNT_${input.name.toUpperCase()}_${field}`;
  const lines: EnvLine[] = [
    { name: variable('EXCHANGE'), value: input.exchange, note: 'declares the account' },
    {
      name: variable('MODE'),
      value: real ? 'real' : 'paper',
      note: real ? 'may send orders, once armed' : 'simulated fills only',
    },
  ];
  if (input.testnet && facts.testnet)
    lines.push({ name: variable('TESTNET'), value: 'true', note: 'the exchange’s test network' });
  // A paper account has no use for a key, and the engine does not even read one.
  if (real)
    lines.push(...facts.credentials.map((field) => ({ name: variable(field), value: null, note: NOTES[field] })));
  return lines;
}

/** The lines as they go into the env file, secrets left empty. */
export function envText(lines: readonly EnvLine[]): string {
  return lines.map((line) => `${line.name}=${line.value ?? ''}\n`).join('');
}
