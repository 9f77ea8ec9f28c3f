import { sameStrategy } from '../../../../shared/risk/flag-levels.ts';
import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { CancelAllInput, CancelAllDocument, Door } from '../../../../shared/schema/order.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { OrderJournal } from '../../orders/order-journal.ts';
import type { OrderRow } from '../../orders/order-row.ts';
import { errorDocument } from '../../telemetry/error-document.ts';
import type { Redact } from '../../telemetry/redact.ts';

export interface CancelRoundDeps {
  journal: Pick<OrderJournal, 'unsettledOf' | 'row'>;
  cancelAll: (scope: CancelAllInput, by: Door) => Promise<CancelAllDocument>;
  cancel: (orderId: string, by: Door) => Promise<unknown>;
  /** Asks the venue about an order, and for its cancel once more where that stands. */
  lookup: (orderId: string) => Promise<unknown>;
  redact: Redact;
}

/** Whose orders a stop cancels at one account. */
export interface CancelScope {
  accountName: string;
  /** Null: every one of the account. */
  strategyId: string | null;
  by: Door;
}

/** Every order of the scope that is not settled. */
export function unsettledIn({ accountName, strategyId }: CancelScope, { journal }: CancelRoundDeps): OrderRow[] {
  const isMeant = (id: string | null): boolean => strategyId === null || (id !== null && sameStrategy(id, strategyId));
  return journal.unsettledOf(accountName).filter((order) => isMeant(order.strategy_id));
}

/**
 * One attempt to be rid of every open order of ours. A request to cancel stands until the order is final, so later attempts ask
 * about the orders, which sends it again, and ask anew only for what the venue refused to cancel. Answers with the first
 * failure, if any; what is left is told by `unsettledIn`.
 */
export async function cancelRound(
  scope: CancelScope,
  { first, isOver }: { first: boolean; isOver: () => boolean },
  deps: CancelRoundDeps,
): Promise<ErrorDocument | null> {
  if (first) {
    const strategy = scope.strategyId === null ? {} : { strategy_id: scope.strategyId };
    const { results } = await deps.cancelAll({ account_name: scope.accountName, ...strategy }, scope.by);
    return results.find(({ error }) => error !== null)?.error ?? null;
  }
  let failure: ErrorDocument | null = null;
  for (const { id } of unsettledIn(scope, deps)) {
    if (isOver()) break;
    try {
      await (deps.journal.row(id).cancel_requested === 1 ? deps.lookup(id) : deps.cancel(id, scope.by));
    } catch (error) {
      if (!(error instanceof QtError && error.code === 'ORDER_FINAL')) failure ??= errorDocument(error, deps.redact);
    }
  }
  return failure;
}
