import { apiRestrictions } from '../binance/account-data.ts';
import type { Params } from '../binance/params.ts';
import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { fixed, show } from '../core/fixed.ts';
import { futuresError } from './errors.ts';
import { marketOf } from './orders.ts';
import type { FuturesRoute } from './routes.ts';
import type { ListenKeys } from './stream.ts';

/** Balances, positions, the terms of a symbol, the key, and the listen key. */
export function accountRoutes(exchange: Exchange, keys: ListenKeys): Readonly<Record<string, FuturesRoute>> {
  function symbolConfig(params: Params, account: VenueAccount): object {
    const symbol = params.optional('symbol');
    const ids = symbol === undefined ? [...exchange.markets.keys()] : [marketOf(exchange, symbol).id];
    return ids.map((id) => {
      const { leverage, marginMode } = account.positions.terms(id);
      return {
        symbol: id,
        marginType: marginMode === 'cross' ? 'CROSSED' : 'ISOLATED',
        isAutoAddMargin: false,
        leverage: Number(show(leverage)),
        maxNotionalValue: '1000000',
      };
    });
  }

  function setLeverage(params: Params, account: VenueAccount): object {
    const { id } = marketOf(exchange, params.required('symbol'));
    const leverage = params.integer('leverage') ?? 0;
    if (leverage < 1 || leverage > 125) throw futuresError(-4028);
    account.positions.setTerms(id, { leverage: fixed(String(leverage)) });
    return { leverage, maxNotionalValue: '1000000', symbol: id };
  }

  function setMarginType(params: Params, account: VenueAccount): object {
    const { id } = marketOf(exchange, params.required('symbol'));
    const marginMode = params.required('marginType') === 'ISOLATED' ? 'isolated' : 'cross';
    if (account.positions.terms(id).marginMode === marginMode) throw futuresError(-4046);
    if (account.positions.of(id).amount !== 0n) throw futuresError(-4048);
    account.positions.setTerms(id, { marginMode });
    return { code: 200, msg: 'success' };
  }

  function positions(_: Params, account: VenueAccount): object {
    return account.positions.entries().map(({ market, position }) => ({
      symbol: market,
      positionSide: 'BOTH',
      positionAmt: show(position.amount, 3),
      entryPrice: show(position.entry, 5),
      breakEvenPrice: show(position.entry, 5),
      markPrice: show(exchange.lastPrice(market) ?? position.entry, 8),
      unRealizedProfit: '0.00000000',
      liquidationPrice: '0',
      isolatedMargin: '0',
      notional: '0',
      marginAsset: exchange.markets.get(market)?.quote,
      updateTime: exchange.now(),
    }));
  }

  function balances(_: Params, account: VenueAccount): object {
    // Only what margins something here; the core keeps a row for every base asset as well.
    const margins = new Set([...exchange.markets.values()].map(({ quote }) => quote));
    const held = account.balances.entries().filter(({ asset }) => margins.has(asset));
    return held.map(({ asset, free, locked }) => ({
      accountAlias: 'SgsR',
      asset,
      balance: show(free + locked, 8),
      crossWalletBalance: show(free + locked, 8),
      crossUnPnl: '0.00000000',
      availableBalance: show(free, 8),
      maxWithdrawAmount: show(free, 8),
      marginAvailable: true,
      updateTime: exchange.now(),
    }));
  }

  return {
    'GET /fapi/v1/positionSide/dual': { name: 'positionSide', signed: () => ({ dualSidePosition: false }) },
    'GET /fapi/v1/symbolConfig': { name: 'symbolConfig', signed: symbolConfig },
    'POST /fapi/v1/leverage': { name: 'leverage.set', signed: setLeverage },
    'POST /fapi/v1/marginType': { name: 'marginType.set', signed: setMarginType },
    'GET /fapi/v3/positionRisk': { name: 'positions', signed: positions },
    'GET /fapi/v3/balance': { name: 'balances', signed: balances },
    'GET /sapi/v1/account/apiRestrictions': {
      name: 'apiRestrictions',
      signed: (_, account) => ({
        ...apiRestrictions(account, exchange.now()),
        enableFutures: account.permissions.trade,
        enableSpotAndMarginTrading: false,
      }),
    },
    'POST /fapi/v1/listenKey': { name: 'listenKey', keyed: (account) => ({ listenKey: keys.issue(account) }) },
    'PUT /fapi/v1/listenKey': {
      name: 'listenKey.keepAlive',
      keyed: (account) => {
        if (!keys.prolong(account)) throw futuresError(-1125);
        return { listenKey: keys.issue(account) };
      },
    },
  };
}
