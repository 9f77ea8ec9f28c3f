import type { Exchange } from '../core/exchange.ts';
import { accountRoutes } from './account-routes.ts';
import { billRoutes } from './bills.ts';
import { books, instruments, ticker } from './market-data.ts';
import { orderRoutes } from './order-routes.ts';
import type { PositionMode } from './orders.ts';
import { done } from './route.ts';
import type { OkxRoute } from './route.ts';
import { LeverageBook } from './terms.ts';

/** Everything that this venue serves, by method and path. */
export function okxRoutes(exchange: Exchange, posMode: () => PositionMode): Readonly<Record<string, OkxRoute>> {
  const leverage = new LeverageBook();
  const dangerous = (name: string): OkxRoute => ({ name, dangerous: true, signed: () => done([]) });
  return {
    'GET /api/v5/system/status': { name: 'status', open: () => done([]) },
    'GET /api/v5/public/time': { name: 'time', open: () => done([{ ts: String(exchange.now()) }]) },
    'GET /api/v5/public/instruments': { name: 'instruments', open: (params) => done(instruments(exchange, params)) },
    'GET /api/v5/market/ticker': { name: 'ticker', open: (params) => done(ticker(exchange, params)) },
    'GET /api/v5/market/books': { name: 'books', open: (params) => done(books(exchange, params)) },
    ...orderRoutes(exchange, leverage, posMode),
    ...accountRoutes(exchange, leverage, posMode),
    ...billRoutes(exchange),
    'POST /api/v5/trade/cancel-batch-orders': dangerous('orders.cancel'),
    'POST /api/v5/trade/close-position': dangerous('position.close'),
    'POST /api/v5/asset/withdrawal': dangerous('withdrawal'),
    'POST /api/v5/asset/transfer': dangerous('transfer'),
  };
}
