import type { AccountDocument } from '../../../shared/schema/account.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import { EXCHANGES, MARKETS, MODES } from '../../../shared/schema/exchange.ts';
import { EXCHANGE_FACTS } from './env-example.ts';

/** What to change so that a broken account works: the variables at fault, and what they may hold. */
export interface RepairHint {
  variables: string[];
  advice: string;
}

/** How to repair `account`; null where its error is not one of configuration. */
export function repairHint(account: AccountDocument): RepairHint | null {
  if (!account.error) return null;
  const variable = (field: string): string => `QT_ACCOUNT_${account.name.toUpperCase()}_${field}`;
  const one = (field: string, advice: string): RepairHint => ({ variables: [variable(field)], advice });
  const hints: Partial<Record<ErrorCode, () => RepairHint>> = {
    MISSING_EXCHANGE: () => one('EXCHANGE', `Set it to one of ${EXCHANGES.join(', ')}.`),
    UNKNOWN_EXCHANGE: () => one('EXCHANGE', `It may be ${EXCHANGES.join(', ')}.`),
    MISSING_CREDENTIALS: () => ({
      variables: credentialVariables(account),
      advice: 'Set all of them, or make it a paper account: then it needs no key.',
    }),
    INVALID_BOOLEAN: () => one('TESTNET', 'It may be true or false.'),
    INVALID_MODE: () => one('MODE', `It may be ${MODES.join(' or ')}${modeLimit(account)}.`),
    INVALID_MARKET: () => one('MARKET', `It may be ${MARKETS.join(' or ')}, where the exchange has it.`),
    INVALID_API_URL: () =>
      one('API_URL', 'Use https://…, or http:// on loopback, without user name or password in it.'),
    TESTNET_UNAVAILABLE: () => one('TESTNET', 'Remove it, or set it to false. For trying things out use mode paper.'),
    ACCOUNT_DUPLICATE: () => one('EXCHANGE', 'Two sources register this name. Rename one of them.'),
  };
  return hints[account.error.code]?.() ?? null;
}

function credentialVariables(account: AccountDocument): string[] {
  const fields = account.exchange ? EXCHANGE_FACTS[account.exchange].credentials : (['API_KEY', 'API_SECRET'] as const);
  if (account.origin !== 'legacy' || !account.exchange) {
    return fields.map((field) => `QT_ACCOUNT_${account.name.toUpperCase()}_${field}`);
  }
  const prefix = account.exchange.toUpperCase();
  return fields.map((field) => `${prefix}_${prefix === 'FIRI' && field === 'API_SECRET' ? 'SECRET_KEY' : field}`);
}

function modeLimit(account: AccountDocument): string {
  return account.exchange && !EXCHANGE_FACTS[account.exchange].real ? `; ${account.exchange} is always paper` : '';
}
