import { MARKETS, MODES, isExchange } from '../../../shared/schema/exchange.ts';
import type { Exchange, MarketType, Mode } from '../../../shared/schema/exchange.ts';
import { parseApiUrl } from './api-url.ts';
import type { AccountVariables, Field } from './env-fields.ts';
import { PREFIX } from './env-fields.ts';
import type { Environment } from './environment.ts';
import { valueOf } from './environment.ts';
import { EXCHANGE_TRAITS } from './exchange-traits.ts';
import type { ProblemList } from './problem-list.ts';
import { quoted } from './problem-list.ts';

/** Reads one account's fields by name and notes what is wrong. Each answers a harmless value where its variable is bad. */
export class FieldReader {
  readonly #env: Environment;
  readonly #account: AccountVariables;
  readonly #problems: ProblemList;

  constructor(env: Environment, account: AccountVariables, problems: ProblemList) {
    this.#env = env;
    this.#account = account;
    this.#problems = problems;
  }

  /** The variable as it is set, or as it would have to be set. */
  variable(field: Field): string {
    return this.#account.variables[field] ?? `${PREFIX}${this.#account.name.toUpperCase()}_${field}`;
  }

  text(field: Field): string | null {
    const variable = this.#account.variables[field];
    return variable === undefined ? null : valueOf(this.#env, variable);
  }

  exchange(): Exchange | null {
    const value = this.text('EXCHANGE');
    if (value === null) {
      this.#problems.add('MISSING_EXCHANGE', `${this.variable('EXCHANGE')} is not set, so the account has no exchange`);
      return null;
    }
    if (isExchange(value.toLowerCase())) return value.toLowerCase() as Exchange;
    this.#problems.add(
      'UNKNOWN_EXCHANGE',
      `${this.variable('EXCHANGE')}: ${quoted(value)} is not an exchange known here`,
    );
    return null;
  }

  mode(exchange: Exchange | null): Mode {
    const value = this.text('MODE') ?? 'paper';
    const mode = MODES.find((known) => known === value.toLowerCase());
    if (mode === undefined) {
      this.#problems.add('INVALID_MODE', `${this.variable('MODE')}: ${quoted(value)} is neither paper nor real`);
    } else if (mode === 'real' && exchange !== null && !EXCHANGE_TRAITS[exchange].real) {
      this.#problems.add(
        'INVALID_MODE',
        `${this.variable('MODE')}: ${exchange} is simulated, so it has paper accounts only`,
      );
    }
    return mode ?? 'paper';
  }

  testnet(exchange: Exchange | null): boolean {
    const value = this.text('TESTNET')?.toLowerCase() ?? 'false';
    if (value !== 'true' && value !== 'false') {
      this.#problems.add('INVALID_BOOLEAN', `${this.variable('TESTNET')}: ${quoted(value)} is neither true nor false`);
    }
    if (value === 'true' && exchange !== null && !EXCHANGE_TRAITS[exchange].testnet) {
      this.#problems.add('TESTNET_UNAVAILABLE', `${this.variable('TESTNET')}: ${exchange} has no testnet`);
    }
    return value === 'true';
  }

  market(exchange: Exchange | null): MarketType {
    const value = this.text('MARKET') ?? 'spot';
    const market = MARKETS.find((known) => known === value.toLowerCase());
    if (market === undefined) {
      this.#problems.add('INVALID_MARKET', `${this.variable('MARKET')}: ${quoted(value)} is neither spot nor swap`);
    } else if (market === 'swap' && exchange !== null && !EXCHANGE_TRAITS[exchange].swap) {
      this.#problems.add('INVALID_MARKET', `${this.variable('MARKET')}: swap is not available on ${exchange}`);
    }
    return market ?? 'spot';
  }

  /** Null on spot. On swap 1 unless set: nobody should find himself leveraged by an exchange's default. */
  leverage(): string | null {
    const value = this.text('LEVERAGE');
    if (!this.#isSwap()) return this.#onlyOnSwap('LEVERAGE', value);
    if (value === null) return '1';
    if (/^([1-9]\d?|1[01]\d|12[0-5])$/.test(value)) return value;
    this.#problems.add(
      'INVALID_MARKET',
      `${this.variable('LEVERAGE')}: ${quoted(value)} is no whole number from 1 to 125`,
    );
    return '1';
  }

  /** Null on spot. On swap isolated unless set: one position then cannot take the whole account with it. */
  marginMode(): 'isolated' | 'cross' | null {
    const value = this.text('MARGIN_MODE')?.toLowerCase() ?? null;
    if (!this.#isSwap()) return this.#onlyOnSwap('MARGIN_MODE', value);
    if (value === null || value === 'isolated' || value === 'cross') return value ?? 'isolated';
    this.#problems.add(
      'INVALID_MARKET',
      `${this.variable('MARGIN_MODE')}: ${quoted(value)} is neither isolated nor cross`,
    );
    return 'isolated';
  }

  #isSwap(): boolean {
    return this.text('MARKET')?.toLowerCase() === 'swap';
  }

  #onlyOnSwap(field: Field, value: string | null): null {
    if (value !== null)
      this.#problems.add('INVALID_MARKET', `${this.variable(field)} has a meaning on swap accounts only`);
    return null;
  }

  apiUrl(): string | null {
    const value = this.text('API_URL');
    const url = value === null ? null : parseApiUrl(value);
    if (value !== null && url === null) {
      const rule = 'must be https, or http on loopback, without user info, query or fragment';
      this.#problems.add('INVALID_API_URL', `${this.variable('API_URL')} ${rule}`);
    }
    return url;
  }
}
