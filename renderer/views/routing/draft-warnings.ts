import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { StrategyMaps } from '../../../shared/schema/mapping.ts';
import { modeKind } from '../../widgets/mode.ts';
import { SELF } from '../parts/self.ts';
import { destinationOf } from './destination.ts';
import type { Destination, RoutingWorld } from './destination.ts';
import type { DraftChange } from './routing-draft.ts';

/** What the operator has to know, and perhaps to tick, before a draft is applied. */
export type DraftWarning =
  | { kind: 'money'; key: string; strategy_id: string; account_name: string; title: string; acknowledgement: string }
  | { kind: 'refusal'; key: string; strategy_id: string; error: ErrorDocument };

/**
 * One warning for each strategy that the draft sends to real money, to another owner's account, or nowhere. Edits of either
 * map count, because an exchange entry moves a strategy that has no account of its own.
 */
export function draftWarnings(
  changes: readonly DraftChange[],
  before: StrategyMaps,
  after: StrategyMaps,
  world: RoutingWorld,
): DraftWarning[] {
  const strategies = [...new Set(changes.map((change) => change.strategy_id))];
  return strategies.flatMap((id): DraftWarning[] => {
    const now = destinationOf(id, after, world);
    if (now.error) return [{ kind: 'refusal', key: `${id} ${now.error.code}`, strategy_id: id, error: now.error }];
    if (now.account_name === destinationOf(id, before, world).account_name) return [];
    return moneyWarning(id, now);
  });
}

function moneyWarning(strategyId: string, { account }: Destination): DraftWarning[] {
  if (account === null) return [];
  const real = modeKind(account.mode, account.testnet) === 'real';
  const foreign = account.owner !== SELF;
  if (!real && !foreign) return [];
  const base = {
    kind: 'money' as const,
    // The account is part of the key: a tick given for one account must not count for the next.
    key: `${strategyId} ${account.name}`,
    strategy_id: strategyId,
    account_name: account.name,
  };
  if (!foreign) {
    const title = `${account.name} is a REAL account: it trades your money.`;
    return [{ ...base, title, acknowledgement: `${strategyId} may trade real money on ${account.name}` }];
  }
  const title = real
    ? `This is ${account.owner}’s money, on a REAL account.`
    : `${account.name} belongs to ${account.owner}.`;
  return [{ ...base, title, acknowledgement: `${account.owner} has agreed to run ${strategyId}` }];
}
