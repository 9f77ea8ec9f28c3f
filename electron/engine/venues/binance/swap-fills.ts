import { QtError } from '../../../../shared/schema/error-code.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError } from '../http/verdict.ts';
import type { AccountFill, VenueFill } from '../venue.ts';
import { swapFillFrom } from './swap-order-report.ts';
import { swapTradesSchema } from './swap-wire-documents.ts';
import type { SwapTrade } from './swap-wire-documents.ts';

/** The most that `userTrades` gives at once, and the longest stretch of time that it looks at. */
const PAGE = 1_000;
const WINDOW_MS = 7 * 86_400_000 - 1;
/** It knows no older trades. */
const REACH_MS = 180 * 86_400_000;
/** More pages than this and something is wrong: a loop must end. */
const MAX_PAGES = 100;

const UNREADABLE = 'the venue gave a list of trades that cannot be read';

/** Trades of one order. Without an answer there are none: its report says how much is filled all the same. */
export async function readSwapFills(client: SigningClient, symbol: string, orderId: string): Promise<VenueFill[]> {
  const verdict = await client.read('fapiPrivateGetUserTrades', { symbol, orderId, limit: String(PAGE) });
  const trades = verdict.kind === 'ok' ? swapTradesSchema.safeParse(verdict.document) : null;
  return trades?.success ? trades.data.filter((trade) => trade.orderId === orderId).map(swapFillFrom) : [];
}

/**
 * Oldest first. Week by week, as far back as Binance keeps trades; within a week the next page begins with the last one's
 * last millisecond, or, where that one fills a page by itself, with the next trade id.
 */
export async function readSwapFillsSince(
  client: SigningClient,
  symbol: string,
  sinceMs: number,
): Promise<AccountFill[]> {
  const fills = new Map<string, AccountFill>();
  const nowMs = Math.ceil(client.time.nowMs());
  let startMs = Math.max(Math.floor(sinceMs), nowMs - REACH_MS);
  let question: Record<string, string> = {};
  for (let page = 0; page < MAX_PAGES && startMs <= nowMs; page += 1) {
    const endMs = startMs + WINDOW_MS;
    if (!('fromId' in question)) question = { startTime: String(startMs), endTime: String(endMs) };
    const trades = await askTrades(client, { symbol, ...question });
    for (const trade of trades) {
      const side = trade.side === 'BUY' ? 'buy' : 'sell';
      fills.set(trade.id, { ...swapFillFrom(trade), venueOrderId: trade.orderId, clientOrderId: null, side });
    }
    const last = trades.at(-1);
    question = {};
    if (trades.length < PAGE || !last) startMs = endMs + 1;
    else if (last.time > startMs) startMs = last.time;
    else question = { fromId: String(BigInt(last.id) + 1n) };
  }
  if (startMs <= nowMs) throw new QtError('VENUE_ERROR', `the venue has too many trades of ${symbol} to tell`);
  return [...fills.values()].filter(({ atMs }) => atMs >= sinceMs);
}

async function askTrades(client: SigningClient, question: Record<string, string>): Promise<SwapTrade[]> {
  const verdict = await client.read('fapiPrivateGetUserTrades', { ...question, limit: String(PAGE) });
  if (verdict.kind !== 'ok') throw readError(verdict);
  const trades = swapTradesSchema.safeParse(verdict.document);
  if (!trades.success) throw new QtError('VENUE_ERROR', UNREADABLE);
  return trades.data;
}
