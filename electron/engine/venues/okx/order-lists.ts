import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readError } from '../http/verdict.ts';
import { instTypeOf, PAGE } from './fills.ts';
import { orderListSchema } from './wire-documents.ts';
import type { WireOrder } from './wire-documents.ts';

export type OrderList =
  /** What rests now. */
  | 'privateGetTradeOrdersPending'
  /** Of the last seven days; unfilled canceled orders for two hours only. */
  | 'privateGetTradeOrdersHistory'
  /** Of the last three months, without unfilled canceled orders. */
  | 'privateGetTradeOrdersHistoryArchive';

/** More pages than this and something is wrong: a loop must end. */
const MAX_PAGES = 100;

/** All pages of a list of orders, newest first, paged by the venue's id. Throws `QtError`. */
export async function readOrders(
  { client, account }: Desk,
  list: OrderList,
  question: Record<string, string> = {},
): Promise<WireOrder[]> {
  const orders: WireOrder[] = [];
  let after: Record<string, string> = {};
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const asked = { instType: instTypeOf(account), ...question, ...after, limit: String(PAGE) };
    const verdict = await client.read(list, asked);
    if (verdict.kind !== 'ok') throw readError(verdict);
    const answer = orderListSchema.safeParse(verdict.document);
    if (!answer.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of orders that cannot be read');
    orders.push(...answer.data.data);
    const last = answer.data.data.at(-1);
    if (!last || answer.data.data.length < PAGE) return orders;
    after = { after: last.ordId };
  }
  throw new QtError('VENUE_ERROR', `the venue has more than ${MAX_PAGES * PAGE} orders to tell`);
}
