import type { Exchange } from '../core/exchange.ts';
import { accountRows, keyInfo } from './account-data.ts';
import { classicRoutes } from './classic-routes.ts';
import { hfRoutes } from './hf-routes.ts';
import { historyRoutes } from './history-routes.ts';
import * as market from './market-data.ts';
import { path } from './route.ts';
import type { KucoinRoute } from './route.ts';
import type { StreamTokens } from './stream-tokens.ts';

export type Families = 'both' | 'hf' | 'classic';

/** Everything that this venue serves. `hf` says which kind of account its accounts are. */
export function kucoinRoutes(
  exchange: Exchange,
  tokens: StreamTokens,
  options: { hf: boolean; families: Families },
): readonly KucoinRoute[] {
  const { now } = exchange;
  const markets = [...exchange.markets.values()];
  const { families } = options;
  return [
    { name: 'time', method: 'GET', path: path('v1/timestamp'), open: () => now() },
    { name: 'status', method: 'GET', path: path('v1/status'), open: () => ({ status: 'open', msg: '' }) },
    { name: 'symbols', method: 'GET', path: path('v2/symbols'), open: () => markets.map(market.symbolInfo) },
    { name: 'currencies', method: 'GET', path: path('v3/currencies'), open: () => market.currencies(exchange) },
    {
      name: 'tickers',
      method: 'GET',
      path: path('v1/market/allTickers'),
      open: () => ({ time: now(), ticker: markets.map((one) => market.stats(exchange, one)) }),
    },
    {
      name: 'stats',
      method: 'GET',
      path: path('v1/market/stats'),
      open: ({ query }) => market.stats(exchange, market.marketOf(exchange, query.get('symbol'))),
    },
    {
      name: 'level1',
      method: 'GET',
      path: path('v1/market/orderbook/level1'),
      open: ({ query }) => market.levelOne(exchange, market.marketOf(exchange, query.get('symbol'))),
    },
    {
      name: 'book',
      method: 'GET',
      path: path('v1/market/orderbook/level2_(20|100)'),
      open: ({ query, at }) =>
        market.orderBook(exchange, market.marketOf(exchange, query.get('symbol')), Number(at(0))),
    },
    { name: 'contracts', method: 'GET', path: path('v1/contracts/active'), open: () => [] },

    {
      name: 'account.type',
      method: 'GET',
      path: path('v1/hf/accounts/opened'),
      signed: () => options.hf,
    },
    {
      name: 'account.mode',
      method: 'GET',
      path: path('ua/v1/account/mode'),
      signed: () => ({ selfAccountMode: 'CLASSIC' }),
    },
    { name: 'margin.symbols', method: 'GET', path: path('v3/margin/symbols'), signed: () => ({ items: [] }) },
    { name: 'isolated.symbols', method: 'GET', path: path('v1/isolated/symbols'), signed: () => [] },
    {
      name: 'balances',
      method: 'GET',
      path: path('v1/accounts'),
      signed: ({ query }, account) => accountRows(account, options.hf ? 'trade_hf' : 'trade', query.get('type')),
    },
    {
      name: 'key',
      method: 'GET',
      path: path('v1/user/api-key'),
      signed: (_, account) => keyInfo(account, now()),
    },
    {
      name: 'stream.token',
      method: 'POST',
      path: path('v1/bullet-private'),
      signed: ({ request }, account) => tokens.grant(account.name, request.headers['host'] ?? ''),
    },
    ...historyRoutes(exchange),
    ...(families === 'classic' ? [] : hfRoutes(exchange)),
    ...(families === 'hf' ? [] : classicRoutes(exchange)),
  ];
}
