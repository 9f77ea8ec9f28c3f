import { isFinal } from '../../../shared/orders/transitions.ts';
import { sameStrategy } from '../../../shared/risk/flag-levels.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { CancelAllDocument, CancelAllInput, Door } from '../../../shared/schema/order.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Amender } from './amend-order.ts';
import { cancelOrder } from './cancel-order.ts';
import type { CancelDeps } from './cancel-order.ts';
import type { OrderLife } from './order-life.ts';
import type { OrderRow } from './order-row.ts';

/** Cancels of one account that are under way at once: fast, and yet no burst that an exchange would refuse. */
const AT_ONCE = 4;

export interface CancelAllDeps extends CancelDeps {
  registry: AccountRegistry;
  amender: Pick<Amender, 'withdraw'>;
  life: Pick<OrderLife, 'cancelExternals'>;
}

type Result = CancelAllDocument['results'][number];

/**
 * Cancels every unsettled order of ours of an account, of a strategy, or of both together: one by one, each with its own
 * outcome, never by an exchange's own "cancel all", which would take orders that are not ours. Orders that are not ours are
 * canceled only where `external` says so, by the ids that the account's open orders show at this moment. Throws `QtError`
 * for bad input only.
 */
export async function cancelAll(scope: CancelAllInput, by: Door, deps: CancelAllDeps): Promise<CancelAllDocument> {
  const { account_name: account, strategy_id: strategy, external = false } = scope;
  if (account === undefined && strategy === undefined)
    throw new QtError('INVALID_INPUT', 'Name an account or a strategy.');
  if (external && (account === undefined || strategy !== undefined)) {
    throw new QtError('INVALID_INPUT', 'Orders that are not ours belong to an account, and to no strategy.');
  }
  if (account !== undefined) deps.registry.get(account);
  const belongs = (order: OrderRow): boolean =>
    (account === undefined || order.account_name === account) &&
    (strategy === undefined || (order.strategy_id !== null && sameStrategy(order.strategy_id, strategy)));

  // In one turn: a replacement that is on its way is either in the list or never placed.
  deps.amender.withdraw(belongs);
  const orders = deps.journal.unsettled().filter(belongs);
  const accounts = [...new Set(orders.map((order) => order.account_name))];
  const own = accounts.map((name) => orders.filter((order) => order.account_name === name));
  const results = (await Promise.all(own.map((of) => cancelSome(of, by, deps)))).flat();
  if (!external || account === undefined) return { results };

  // After ours: what then still rests, and is none of ours, is somebody else's.
  try {
    return { results: [...results, ...(await deps.life.cancelExternals(account, by))] };
  } catch (error) {
    return { results, external_error: errorDocument(error, deps.redact) };
  }
}

async function cancelSome(orders: readonly OrderRow[], by: Door, deps: CancelAllDeps): Promise<Result[]> {
  const results: Result[] = [];
  const next = orders.entries();
  const work = async (): Promise<void> => {
    for (const [i, order] of next) results[i] = await cancelOne(order, by, deps);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

async function cancelOne({ id, account_name, symbol }: OrderRow, by: Door, deps: CancelAllDeps): Promise<Result> {
  let error: ErrorDocument | null = null;
  try {
    await cancelOrder(id, by, deps);
  } catch (failure) {
    error = errorDocument(failure, deps.redact);
    if (error.code === 'INTERNAL')
      deps.log.error('Cancel failed', { account_name, order_id: id, detail: String(failure) });
  }
  const { status } = deps.journal.row(id);
  // However it ended, there is nothing left to cancel.
  if (isFinal(status)) error = null;
  else
    error ??= {
      code: 'OUTCOME_UNKNOWN',
      message: 'No certain answer yet; the cancel is asked for again until there is.',
    };
  return { id, account_name, symbol, external: false, status, error };
}
