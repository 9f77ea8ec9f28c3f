import type { AccountDocument, AccountOrigin } from '../../../shared/schema/account.ts';
import { accountNameSchema } from '../../../shared/schema/signal.ts';
import type { AccountConfig } from './account-config.ts';
import type { CredentialReading } from './credentials.ts';
import { readCredentials } from './credentials.ts';
import type { AccountVariables } from './env-fields.ts';
import { PREFIX } from './env-fields.ts';
import type { Environment } from './environment.ts';
import { FieldReader } from './parse-fields.ts';
import { ProblemList } from './problem-list.ts';

export type ParsedAccount = { config: AccountConfig } | { broken: AccountDocument };

/**
 * One account from its variables: a configuration that is right in every point, or a document that says what is wrong. The
 * credentials are read last and for a sound real account only; a paper account's variables that hold some are never opened.
 */
export function parseAccount(account: AccountVariables, env: Environment, origin: AccountOrigin): ParsedAccount {
  const problems = new ProblemList();
  const fields = new FieldReader(env, account, problems);
  checkNames(account, problems);
  const duplicate = account.spellings.length > 1;
  const exchange = duplicate ? null : fields.exchange();
  const mode = fields.mode(exchange);
  const base = {
    name: account.name,
    testnet: fields.testnet(exchange),
    market: fields.market(exchange),
    owner: fields.text('OWNER') ?? 'me',
    description: fields.text('DESCRIPTION') ?? '',
    apiUrl: fields.apiUrl(),
    leverage: fields.leverage(),
    marginMode: fields.marginMode(),
    origin,
  };

  if (exchange !== null && problems.asError() === null) {
    if (mode === 'paper') return { config: { ...base, exchange, mode } };
    const reading = readCredentials(exchange, env, {
      API_KEY: fields.variable('API_KEY'),
      API_SECRET: fields.variable('API_SECRET'),
      PASSPHRASE: fields.variable('PASSPHRASE'),
      CLIENT_ID: fields.variable('CLIENT_ID'),
    });
    if (reading.ok) return { config: { ...base, exchange, mode, credentials: reading.credentials } };
    problems.add('MISSING_CREDENTIALS', missingMessage(exchange, reading));
  }
  const { apiUrl, marginMode, ...rest } = base;
  return {
    broken: {
      ...rest,
      exchange,
      mode,
      api_url: apiUrl,
      margin_mode: marginMode,
      has_credentials: false,
      error: problems.asError(),
    },
  };
}

/** Names the variables to set; none of their values. */
export function missingMessage(exchange: string, reading: CredentialReading & { ok: false }): string {
  return `a real account on ${exchange} also needs ${reading.missing.join(', ')}`;
}

function checkNames({ name, spellings, unknown }: AccountVariables, problems: ProblemList): void {
  if (spellings.length > 1) {
    const found = [...new Set(spellings)].map((spelling) => `${PREFIX}${spelling}_…`).join(', ');
    problems.add('ACCOUNT_DUPLICATE', `several accounts are called ${name}, differing in case only: ${found}`);
  }
  if (!accountNameSchema.safeParse(name).success) {
    problems.add('ACCOUNT_INVALID', 'an account name is 1 to 64 letters, digits or underscores');
  }
  for (const variable of unknown) {
    problems.add('UNKNOWN_VARIABLE', `${variable.slice(0, 100)} ends in no known field`);
  }
}
