import { QtError } from '../../shared/schema/error-code.ts';
import type { FireDocument, OrderChangeInput, OrderDocument } from '../../shared/schema/order.ts';
import { asksOperator, confirmed, isRealMoney } from './confirm-gate.ts';
import { amendWords, closeWords } from './order-words.ts';
import type { ApiContext } from './trpc.ts';

type Abort = AbortSignal | undefined;

/** Closes a position; of real money only after the operator's yes. No stand-in takes it, so the account is the one asked about. */
export async function closePosition(
  ctx: ApiContext,
  accountName: string,
  symbol: string,
  abort: Abort,
): Promise<FireDocument> {
  const account = ctx.engine.accounts.get(accountName);
  if (asksOperator(ctx.door) && isRealMoney(account)) {
    const position = (await ctx.engine.positions.list(accountName)).find((each) => each.symbol === symbol);
    if (!position) throw new QtError('NO_POSITION', `${accountName} has no position in ${symbol}.`);
    await confirmed(ctx, closeWords(position, account), { signal: abort });
  }
  return ctx.engine.positions.close(accountName, symbol, ctx.door);
}

/** Changes a resting order; of real money only after the operator's yes. */
export async function amendOrder(
  ctx: ApiContext,
  id: string,
  change: OrderChangeInput,
  abort: Abort,
): Promise<OrderDocument> {
  if (asksOperator(ctx.door)) {
    const { order } = ctx.engine.orders.get(id);
    const account = ctx.engine.accounts.list().find(({ name }) => name === order.account_name);
    // What the order was journaled as, and what its account is now: either of them is enough.
    if (isRealMoney(order) || (account && isRealMoney(account))) {
      await confirmed(ctx, amendWords(order, change, account?.owner), { signal: abort });
    }
  }
  return ctx.engine.orders.amend(id, change, ctx.door);
}
