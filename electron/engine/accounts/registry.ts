import type { AccountDocument } from '../../../shared/schema/account.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import { defaultAccountName } from '../../../shared/routing/account-step.ts';
import type { RoutableAccount } from '../../../shared/routing/decide.ts';
import type { AccountConfig } from './account-config.ts';

/** Every account of this run, sound or broken, by name. */
export class AccountRegistry {
  readonly #documents = new Map<string, AccountDocument>();
  readonly #configs = new Map<string, AccountConfig>();
  #routable: ReadonlyMap<string, RoutableAccount> | null = null;

  /** Throws ACCOUNT_DUPLICATE: a name is never silently given to another account. */
  register(config: AccountConfig): void {
    this.#add(toDocument(config));
    this.#configs.set(config.name, config);
  }

  /** Lists an account whose configuration is broken, so that it is seen, and refused by name. */
  registerBroken(document: AccountDocument): void {
    if (document.error === null) throw new Error(`${document.name} is not broken`);
    this.#add(document);
  }

  #add(document: AccountDocument): void {
    if (this.#documents.has(document.name)) {
      throw new QtError('ACCOUNT_DUPLICATE', `an account ${document.name} is already registered`);
    }
    this.#documents.set(document.name, Object.freeze({ ...document }));
    this.#routable = null;
  }

  /** Throws ACCOUNT_NOT_FOUND. A broken account is found, with its error. */
  get(name: string): AccountDocument {
    const document = this.#documents.get(name);
    if (document === undefined) throw new QtError('ACCOUNT_NOT_FOUND', `no account ${name} is registered`);
    return document;
  }

  /** What a venue is opened with; null where the account is unknown or broken. */
  config(name: string): AccountConfig | null {
    return this.#configs.get(name) ?? null;
  }

  /** By name. */
  list(): AccountDocument[] {
    return [...this.#documents.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** `main_<exchange>`; null where it is not registered. */
  defaultFor(exchange: Exchange): AccountDocument | null {
    return this.#documents.get(defaultAccountName(exchange)) ?? null;
  }

  /** What the routing kernel decides over. The same map until an account is added. */
  routable(): ReadonlyMap<string, RoutableAccount> {
    this.#routable ??= new Map(
      this.list().map(({ name, exchange, mode, testnet, market, owner, error }) => [
        name,
        Object.freeze({ name, exchange, mode, testnet, market, owner, error }),
      ]),
    );
    return this.#routable;
  }

  /** The credential values in use. For the redaction of logs and errors only. */
  secrets(): string[] {
    const credentials = [...this.#configs.values()].flatMap((config) =>
      config.mode === 'real' ? Object.values(config.credentials) : [],
    );
    return credentials.flatMap((secret) => (secret === null ? [] : [secret.reveal()]));
  }
}

function toDocument({ apiUrl, marginMode, ...config }: AccountConfig): AccountDocument {
  const { name, exchange, mode, testnet, market, owner, description, leverage, origin } = config;
  const seen = { name, exchange, mode, testnet, market, owner, description, leverage, margin_mode: marginMode, origin };
  return { ...seen, api_url: apiUrl, has_credentials: mode === 'real', error: null };
}
