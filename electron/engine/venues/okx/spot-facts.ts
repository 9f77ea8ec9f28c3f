import type { ExchangeFacts } from '../exchange/exchange-facts.ts';
import { OKX_BOTH } from './okx-facts.ts';
import { OKX_ROUTES } from './routes.ts';

/** OKX spot, without borrowing (`tdMode` cash). */
export const OKX_SPOT: ExchangeFacts = {
  ...OKX_BOTH,
  market: 'spot',
  routes: OKX_ROUTES,
  features: { postOnly: true, reduceOnly: false, amend: 'native' },
  positions: () => Promise.resolve([]),
};
