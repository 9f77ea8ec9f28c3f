import type { ExchangeFacts } from '../exchange/exchange-facts.ts';
import { OKX_BOTH } from './okx-facts.ts';
import { placeOrder } from './place.ts';
import { readPositions } from './positions.ts';
import { OKX_SWAP_ROUTES } from './routes.ts';
import { doubtTerms, ensureReduces, ensureTerms } from './terms.ts';

/** OKX linear perpetual swaps. Sizes go over the wire in contracts. */
export const OKX_SWAP: ExchangeFacts = {
  ...OKX_BOTH,
  market: 'swap',
  routes: OKX_SWAP_ROUTES,
  features: { postOnly: true, reduceOnly: true, amend: 'native' },
  prepare: async (desk, order) => {
    const instrument = await desk.instrument(order.symbol);
    await (order.reduceOnly ? ensureReduces(desk, instrument) : ensureTerms(desk, instrument));
    return null;
  },
  place: async (desk, order, instrument) => {
    const outcome = await placeOrder(desk, order, instrument);
    if (outcome.kind === 'refused') doubtTerms(desk, instrument);
    return outcome;
  },
  positions: readPositions,
};
