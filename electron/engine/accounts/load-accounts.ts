import { join } from 'node:path';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import { isExchange } from '../../../shared/schema/exchange.ts';
import { demoAccounts } from './demo.ts';
import { readEnvFile } from './env-file.ts';
import type { Environment } from './environment.ts';
import { valueOf } from './environment.ts';
import type { AccountVariables } from './env-fields.ts';
import { groupVariables } from './env-fields.ts';
import { legacyExchanges, parseLegacy } from './legacy.ts';
import { parseAccount } from './parse-account.ts';
import type { ParsedAccount } from './parse-account.ts';
import { quoted } from './problem-list.ts';
import { AccountRegistry } from './registry.ts';
import { collectSecretValues } from './secret-values.ts';

export interface LoadedAccounts {
  registry: AccountRegistry;
  defaultExchange: Exchange;
  /** True where nothing is configured and the demo accounts are shown instead. */
  demo: boolean;
  /** What is wrong with the registry as a whole. */
  problems: ErrorDocument[];
  /** For the log redactor only. */
  secretValues: string[];
}

/** Reads every account from the environment and the env file. Nothing that an operator wrote makes it throw. */
export function loadAccounts({ env, dataDir }: { env: Environment; dataDir: string }): LoadedAccounts {
  const problems: ErrorDocument[] = [];
  const file = openEnvFile(env, dataDir, problems);
  const merged = mergeEnvironments(env, file ?? {});
  const legacy = legacyExchanges(merged);
  const { accounts, stray } = groupVariables(
    merged,
    legacy.map((exchange) => `main_${exchange}`),
  );
  for (const variable of stray) {
    const message = `${variable.slice(0, 100)} belongs to no account and ends in no known field`;
    problems.push({ code: 'UNKNOWN_VARIABLE', message });
  }

  const registry = new AccountRegistry();
  for (const account of accounts) {
    add(registry, parseAccount(account, merged, originOf(account, env)));
  }
  const declared = new Set(accounts.map((account) => account.name));
  for (const exchange of legacy) {
    if (!declared.has(`main_${exchange}`)) add(registry, parseLegacy(exchange, merged));
  }

  // Where accounts were meant but could not be read, demo accounts in their place would hide that.
  const demo = file !== null && accounts.length === 0 && legacy.length === 0 && stray.length === 0;
  if (demo) demoAccounts().forEach((account) => registry.register(account));
  const defaultExchange = readDefaultExchange(merged, demo, problems);
  return { registry, defaultExchange, demo, problems, secretValues: collectSecretValues(merged) };
}

/** Null where the file was refused; empty where there is none. */
function openEnvFile(env: Environment, dataDir: string, problems: ErrorDocument[]): Environment | null {
  const named = valueOf(env, 'QT_ENV_FILE');
  try {
    const file = readEnvFile(named ?? join(dataDir, 'accounts.env'));
    if (file === null && named !== null) throw new QtError('ENV_FILE_UNREADABLE', `${named} does not exist`);
    return file ?? {};
  } catch (error) {
    if (!(error instanceof QtError)) throw error;
    problems.push({ code: error.code, message: error.message });
    return null;
  }
}

/** The process environment wins, variable by variable; one that is empty there counts as absent. */
function mergeEnvironments(env: Environment, file: Environment): Environment {
  const present = Object.entries(env).filter(([variable]) => valueOf(env, variable) !== null);
  return Object.assign(Object.create(null), file, Object.fromEntries(present));
}

function originOf(account: AccountVariables, env: Environment): 'environment' | 'env_file' {
  const declaring = account.variables.EXCHANGE ?? Object.values(account.variables)[0];
  return declaring !== undefined && valueOf(env, declaring) === null ? 'env_file' : 'environment';
}

function add(registry: AccountRegistry, parsed: ParsedAccount): void {
  if ('config' in parsed) registry.register(parsed.config);
  else registry.registerBroken(parsed.broken);
}

function readDefaultExchange(env: Environment, demo: boolean, problems: ErrorDocument[]): Exchange {
  const value = valueOf(env, 'QT_DEFAULT_EXCHANGE');
  if (value === null) return demo ? 'sim' : 'binance';
  if (isExchange(value.toLowerCase())) return value.toLowerCase() as Exchange;
  const message = `QT_DEFAULT_EXCHANGE: ${quoted(value)} is not an exchange known here; binance is used`;
  problems.push({ code: 'UNKNOWN_EXCHANGE', message });
  return 'binance';
}
