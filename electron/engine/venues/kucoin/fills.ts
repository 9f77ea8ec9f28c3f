import type { SigningClient } from '../exchange/signing-client.ts';
import type { AccountFill, VenueFill } from '../venue.ts';
import { fillFrom, venueFill } from './order-report.ts';
import type { OrderFamily } from './order-family.ts';
import { readPages } from './paged-list.ts';
import { fillSchema } from './wire-documents.ts';

/** One question spans at most a week (docs, "Get Filled List"). */
const WINDOW_MS = 7 * 86_400_000;
/** KuCoin keeps a week of fills; asked for more, it answers with what it has. A month leaves room for what it may keep. */
const KEPT_MS = 30 * 86_400_000;

/** Trades of one symbol, oldest first. Throws `QtError`. */
export async function readFillsSince(
  client: SigningClient,
  family: OrderFamily,
  symbol: string,
  sinceMs: number,
): Promise<AccountFill[]> {
  await client.time.ensure();
  const untilMs = Math.ceil(client.time.nowMs()) + 1_000;
  const found = new Map<string, AccountFill>();
  let fromMs = Math.max(0, Math.floor(sinceMs), untilMs - KEPT_MS);
  while (fromMs < untilMs) {
    const toMs = Math.min(fromMs + WINDOW_MS - 1, untilMs);
    const params = { symbol, startAt: String(fromMs), endAt: String(toMs), ...tradeType(family) };
    const rows = await readPages(client, family, { call: family.fills, params }, fillSchema);
    // Outside of what it keeps, KuCoin answers with another time than the one asked for.
    for (const fill of rows.toReversed().map(fillFrom)) {
      if (fill.atMs >= sinceMs) found.set(`${fill.venueOrderId} ${fill.tradeId}`, fill);
    }
    fromMs = toMs + 1;
  }
  return [...found.values()];
}

/** Trades of one order, oldest first. Throws `QtError`. */
export async function readFillsOf(
  client: SigningClient,
  family: OrderFamily,
  symbol: string,
  orderId: string,
): Promise<VenueFill[]> {
  const params = { ...(family.needsSymbol && { symbol }), orderId, ...tradeType(family) };
  const rows = await readPages(client, family, { call: family.fills, params }, fillSchema);
  return rows
    .toReversed()
    .filter((fill) => fill.orderId === orderId)
    .map((fill) => venueFill(fillFrom(fill)));
}

/** The classic list holds margin trades too unless it is told. */
function tradeType({ needsSymbol }: OrderFamily): { tradeType?: string } {
  return needsSymbol ? {} : { tradeType: 'TRADE' };
}
