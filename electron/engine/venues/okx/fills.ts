import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Instrument } from '../../../../shared/schema/market.ts';
import type { RealAccount } from '../../accounts/account-config.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readError } from '../http/verdict.ts';
import type { AccountFill, VenueFill } from '../venue.ts';
import { fillFrom } from './order-report.ts';
import { fillListSchema } from './wire-documents.ts';
import type { WireFill } from './wire-documents.ts';

/** The most that OKX gives at once, of any list. */
export const PAGE = 100;
/** More pages than this and something is wrong: a loop must end. */
const MAX_PAGES = 200;
/** `trade/fills` reaches back three days; here somewhat less, because our clock is not the venue's. */
const RECENT_MS = 3 * 86_400_000 - 3_600_000;

/** The kind of instrument that an account trades, as OKX names it. */
export const instTypeOf = ({ market }: Pick<RealAccount, 'market'>): 'SPOT' | 'SWAP' =>
  market === 'swap' ? 'SWAP' : 'SPOT';

type List = 'privateGetTradeFills' | 'privateGetTradeFillsHistory';

/** The list that holds everything since then. The longer one (three months) is asked for only where it is needed: OKX lets it be asked for less often. */
function listSince({ client }: Desk, sinceMs: number): List {
  return client.time.nowMs() - sinceMs < RECENT_MS ? 'privateGetTradeFills' : 'privateGetTradeFillsHistory';
}

/** All pages, newest first, paged by the id of the bill, which every trade has for itself. Throws `QtError`. */
async function readFills(desk: Desk, list: List, question: Record<string, string>): Promise<WireFill[]> {
  const fills: WireFill[] = [];
  let after: Record<string, string> = {};
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const instType = instTypeOf(desk.account);
    const verdict = await desk.client.read(list, { instType, ...question, ...after, limit: String(PAGE) });
    if (verdict.kind !== 'ok') throw readError(verdict);
    const answer = fillListSchema.safeParse(verdict.document);
    if (!answer.success) throw new QtError('VENUE_ERROR', 'the venue gave a list of trades that cannot be read');
    fills.push(...answer.data.data);
    const last = answer.data.data.at(-1);
    if (!last || answer.data.data.length < PAGE) return fills;
    after = { after: last.billId };
  }
  throw new QtError('VENUE_ERROR', `the venue has more than ${MAX_PAGES * PAGE} trades to tell`);
}

/** Trades of one market at or after a time, oldest first. */
export async function readFillsSince(desk: Desk, instrument: Instrument, sinceMs: number): Promise<AccountFill[]> {
  const { venue_symbol: instId, contract_size: size } = instrument;
  const begin = String(Math.max(0, Math.floor(sinceMs)));
  const fills = await readFills(desk, listSince(desk, sinceMs), { instId, begin });
  return fills
    .filter((fill) => fill.instId === instId && fill.fillTime >= sinceMs)
    .toReversed()
    .map((fill) => ({
      ...fillFrom(fill, size),
      venueOrderId: fill.ordId,
      clientOrderId: fill.clOrdId === '' ? null : fill.clOrdId,
      side: fill.side,
    }));
}

/** Trades of one order, oldest first. Throws `QtError`. */
export async function readFillsOf(
  desk: Desk,
  order: { instId: string; ordId: string; cTime: number },
  size: string,
): Promise<VenueFill[]> {
  const { instId, ordId } = order;
  const fills = await readFills(desk, listSince(desk, order.cTime), { instId, ordId });
  return fills
    .filter((fill) => fill.ordId === ordId && fill.instId === instId)
    .toReversed()
    .map((fill) => fillFrom(fill, size));
}
