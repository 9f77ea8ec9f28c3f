import type { Instrument } from '../../../../shared/schema/market.ts';
import type { Desk, ExchangeFacts } from '../exchange/exchange-facts.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import type { PlaceOutcome, VenueOrder } from '../venue.ts';
import { binanceVerdict } from './outcome.ts';
import { readSwapBalances, readSwapKey } from './swap-account-data.ts';
import { amendSwapOrder } from './swap-amend.ts';
import { cancelExternalSwap, cancelSwapOrder } from './swap-cancel.ts';
import { swapMeaningOf } from './swap-error-table.ts';
import { readSwapFillsSince } from './swap-fills.ts';
import { readOpenSwapOrders, readSwapPositions } from './swap-found-orders.ts';
import { binanceSwapHistory } from './swap-history.ts';
import { lookupSwapOrder } from './swap-lookup.ts';
import { placeSwapOrder } from './swap-place.ts';
import { BINANCE_SWAP_ROUTES } from './swap-routes.ts';
import { BINANCE_SWAP_STREAM } from './swap-stream.ts';
import { forgetSwapTerms, requireSwapTerms } from './swap-terms.ts';

/** Binance USDⓈ-M perpetuals (developers.binance.com, usds-margined-futures of 2026). Sizes are in base units. */
export const BINANCE_SWAP: ExchangeFacts = {
  exchange: 'binance',
  market: 'swap',
  routes: BINANCE_SWAP_ROUTES,
  passphrase: false,
  // ccxt refuses the futures testnet unless it is told not to mind.
  clientOptions: { disableFuturesSandboxWarning: true },
  features: { postOnly: true, reduceOnly: true, amend: 'native' },
  judge: (evidence, clean) => binanceVerdict(evidence, clean, swapMeaningOf),
  readTime: readSwapTime,
  prepare: async (desk, order) => {
    // What only ever makes a position smaller is not held up by terms that its being open may keep from being set. In hedge
    // mode Binance refuses it.
    if (order.reduceOnly) return null;
    await requireSwapTerms(desk, (await desk.instrument(order.symbol)).venue_symbol);
    return null;
  },
  place,
  lookup: ({ client, sentTimes }, ref, instrument) => lookupSwapOrder(client, ref, instrument.venue_symbol, sentTimes),
  cancel: ({ client }, ref, instrument) => cancelSwapOrder(client, ref, instrument.venue_symbol),
  amend: ({ client }, ref, change, instrument) => amendSwapOrder(client, ref, change, instrument.venue_symbol),
  cancelExternal: ({ client }, id, instrument) => cancelExternalSwap(client, id, instrument.venue_symbol),
  openOrders: readOpenSwapOrders,
  fillsSince: ({ client }, instrument, sinceMs) => readSwapFillsSince(client, instrument.venue_symbol, sinceMs),
  history: binanceSwapHistory,
  positions: readSwapPositions,
  balances: ({ client }) => readSwapBalances(client),
  key: ({ client, account }) => readSwapKey(client, account.testnet),
  stream: BINANCE_SWAP_STREAM,
};

async function place({ client }: Desk, order: VenueOrder, { venue_symbol }: Instrument): Promise<PlaceOutcome> {
  const outcome = await placeSwapOrder(client, order, venue_symbol);
  if (outcome.kind === 'refused') forgetSwapTerms(client, venue_symbol);
  return outcome;
}

/** Epoch ms; null where the venue did not tell. */
async function readSwapTime(client: Pick<SigningClient, 'send'>): Promise<number | null> {
  const verdict = await client.send('fapiPublicGetTime', {});
  const told = verdict.kind === 'ok' ? (verdict.document as { serverTime?: unknown }).serverTime : null;
  return typeof told === 'string' && /^\d{13}$/.test(told) ? Number(told) : null;
}
