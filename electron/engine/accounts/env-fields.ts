import type { Environment } from './environment.ts';
import { valueOf } from './environment.ts';

export const PREFIX = 'QT_ACCOUNT_';

// Names contain underscores, so the longest field that ends a variable is its field.
export const FIELDS = [
  'DESCRIPTION',
  'MARGIN_MODE',
  'API_SECRET',
  'PASSPHRASE',
  'CLIENT_ID',
  'EXCHANGE',
  'LEVERAGE',
  'API_KEY',
  'API_URL',
  'TESTNET',
  'MARKET',
  'OWNER',
  'MODE',
] as const;
export type Field = (typeof FIELDS)[number];

/** The variables of one account. Values stay in the environment, so that nothing reads a credential in passing. */
export interface AccountVariables {
  /** Lower case. */
  name: string;
  variables: Partial<Record<Field, string>>;
  /** Every spelling of the name found. More than one: several accounts under one name, and no way to tell which is meant. */
  spellings: string[];
  /** Variables that start with this name and end in no known field. A misspelt `_TESTNET` must not pass in silence. */
  unknown: string[];
}

export interface GroupedVariables {
  accounts: AccountVariables[];
  /** Variables that belong to no account at all. */
  stray: string[];
}

/**
 * Sorts `QT_ACCOUNT_<NAME>_<FIELD>` variables by account. A variable without a known field goes to the longest account name
 * that it starts with; `otherNames` are accounts known from elsewhere that can be meant, too.
 */
export function groupVariables(env: Environment, otherNames: readonly string[] = []): GroupedVariables {
  const accounts = new Map<string, AccountVariables>();
  const unknown: string[] = [];
  for (const variable of Object.keys(env).sort()) {
    if (!variable.toUpperCase().startsWith(PREFIX) || valueOf(env, variable) === null) continue;
    const rest = variable.slice(PREFIX.length);
    const field = FIELDS.find((candidate) => rest.toUpperCase().endsWith(`_${candidate}`));
    const spelling = field === undefined ? '' : rest.slice(0, -field.length - 1);
    if (field === undefined || spelling === '') unknown.push(variable);
    else addField(accountOf(accounts, spelling.toLowerCase()), field, spelling, variable);
  }

  const stray = unknown.filter((variable) => {
    const owner = longestPrefix(variable, [...accounts.keys(), ...otherNames]);
    if (owner !== null) accountOf(accounts, owner).unknown.push(variable);
    return owner === null;
  });
  return { accounts: [...accounts.values()], stray };
}

function accountOf(accounts: Map<string, AccountVariables>, name: string): AccountVariables {
  const known = accounts.get(name) ?? { name, variables: {}, spellings: [], unknown: [] };
  accounts.set(name, known);
  return known;
}

function addField(account: AccountVariables, field: Field, spelling: string, variable: string): void {
  // The same variable in two spellings of its field is as ambiguous as two spellings of the name.
  const taken = account.variables[field] !== undefined;
  if (taken || !account.spellings.includes(spelling)) account.spellings.push(spelling);
  account.variables[field] = variable;
}

function longestPrefix(variable: string, names: readonly string[]): string | null {
  const rest = variable.slice(PREFIX.length).toLowerCase();
  const owners = names.filter((name) => rest.startsWith(`${name}_`));
  return owners.sort((a, b) => b.length - a.length)[0] ?? null;
}
