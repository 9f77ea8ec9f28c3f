import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { fixed, over, show, times } from '../core/fixed.ts';
import type { Terms } from '../core/positions.ts';
import { BybitError } from './errors.ts';
import { marketOf, marketsOf, wireSymbol } from './markets.ts';
import type { Params } from './params.ts';
import type { PrivateRoute } from './routes.ts';
import type { VenueState } from './state.ts';

const MARGIN_MODES: Readonly<Record<Terms['marginMode'], string>> = {
  isolated: 'ISOLATED_MARGIN',
  cross: 'REGULAR_MARGIN',
};

/** The private routes of balances, positions, their terms, and the key. A unified account, as all are by now. */
export function accountRoutes(exchange: Exchange, state: VenueState): Readonly<Record<string, PrivateRoute>> {
  const linear = marketsOf(exchange, 'linear');

  /** One mode for the whole account; the core keeps it with each market. */
  const modeOf = (account: VenueAccount): string =>
    MARGIN_MODES[linear[0] ? account.positions.terms(linear[0].id).marginMode : 'cross'];

  function setMarginMode(params: Params, account: VenueAccount): object {
    const wanted = params.required('setMarginMode');
    const mode = (['isolated', 'cross'] as const).find((each) => MARGIN_MODES[each] === wanted);
    if (!mode) throw new BybitError(3400045);
    for (const { id } of linear) account.positions.setTerms(id, { marginMode: mode });
    return { reasons: [] };
  }

  function setLeverage(params: Params, account: VenueAccount): object {
    const { id } = marketOf(exchange, params.category(), params.required('symbol'));
    const [buy, sell] = [params.required('buyLeverage'), params.required('sellLeverage')];
    if (buy !== sell || !/^\d{1,3}(\.\d{1,2})?$/.test(buy)) throw new BybitError(10001, 'buy leverage invalid');
    if (fixed(buy) > fixed('100') || fixed(buy) < fixed('1'))
      throw new BybitError(110013, 'cannot set leverage gt maxLeverage by risk limit');
    if (account.positions.terms(id).leverage === fixed(buy)) throw new BybitError(110043);
    account.positions.setTerms(id, { leverage: fixed(buy) });
    return {};
  }

  function positions(params: Params, account: VenueAccount): object {
    const category = params.category();
    const symbol = params.optional('symbol');
    const settles = params.optional('settleCoin');
    if (symbol === undefined && settles === undefined)
      throw new BybitError(10001, 'params error: symbol or settleCoin is required');
    const markets =
      symbol === undefined ? linear.filter(({ quote }) => quote === settles) : [marketOf(exchange, category, symbol)];
    const shown = markets.filter(({ id }) => symbol !== undefined || account.positions.of(id).amount !== 0n);
    const indexes = state.hedged.has(account.name) ? [1, 2] : [0];
    const list = shown.flatMap(({ id }) => indexes.map((index) => position(account, id, index)));
    return { category, list, nextPageCursor: '' };
  }

  function position(account: VenueAccount, id: string, positionIdx: number): object {
    const { amount, entry } = account.positions.of(id);
    const { leverage } = account.positions.terms(id);
    const size = positionIdx === 2 ? 0n : amount;
    return {
      positionIdx,
      symbol: wireSymbol(id),
      side: size === 0n ? '' : size > 0n ? 'Buy' : 'Sell',
      size: show(size < 0n ? -size : size),
      avgPrice: show(entry),
      leverage: show(leverage),
      markPrice: show(exchange.lastPrice(id) ?? 0n),
      // A word of the classic account: at a unified one it is always 0.
      tradeMode: 0,
      positionStatus: 'Normal',
      updatedTime: String(exchange.now()),
    };
  }

  function wallet(params: Params, account: VenueAccount): object {
    if (params.required('accountType') !== 'UNIFIED') throw new BybitError(10001, 'accountType only support UNIFIED.');
    const coin = account.balances.entries().map(({ asset, free, locked }) => {
      const held = free + locked;
      const orderMargin = exchange
        .openOrders()
        .filter((order) => order.account === account.name && exchange.markets.get(order.market)?.linear === true)
        .filter((order) => exchange.markets.get(order.market)?.quote === asset)
        .reduce((sum, { reserved }) => sum + reserved, 0n);
      return {
        coin: asset,
        equity: show(held),
        usdValue: '',
        walletBalance: show(held),
        // Of spot orders alone; those of contracts count as margin.
        locked: show(locked - orderMargin),
        totalOrderIM: show(orderMargin),
        totalPositionIM: show(positionMargin(account, asset)),
        unrealisedPnl: '0',
        borrowAmount: '0',
        bonus: '0',
      };
    });
    return {
      list: [
        { accountType: 'UNIFIED', accountIMRate: '0', coin: coin.filter(({ walletBalance }) => walletBalance !== '0') },
      ],
    };
  }

  function positionMargin(account: VenueAccount, asset: string): bigint {
    return account.positions
      .entries()
      .filter(({ market }) => exchange.markets.get(market)?.quote === asset)
      .reduce((sum, { market, position: { amount, entry } }) => {
        const value = times(amount < 0n ? -amount : amount, entry);
        return sum + over(value, account.positions.terms(market).leverage);
      }, 0n);
  }

  function key({ apiKey, permissions, uid }: VenueAccount): object {
    return {
      id: '13770661',
      note: 'test',
      apiKey,
      readOnly: permissions.trade ? 0 : 1,
      secret: '',
      permissions: {
        ContractTrade: ['Order', 'Position'],
        Spot: ['SpotTrade'],
        Wallet: [...(permissions.transfer ? ['AccountTransfer'] : []), ...(permissions.withdraw ? ['Withdraw'] : [])],
        Options: [],
        Derivatives: ['DerivativesTrade'],
        Exchange: [],
      },
      ips: permissions.ipRestrict ? ['203.0.113.7'] : ['*'],
      type: 1,
      deadlineDay: 83,
      uta: 1,
      userID: uid,
    };
  }

  return {
    'GET /v5/account/wallet-balance': { name: () => 'wallet', open: wallet },
    'GET /v5/account/info': {
      name: () => 'account.info',
      open: (_, account) => ({ marginMode: modeOf(account), unifiedMarginStatus: 5, spotHedgingStatus: 'OFF' }),
    },
    'POST /v5/account/set-margin-mode': { name: () => 'account.setMarginMode', trades: true, open: setMarginMode },
    'GET /v5/position/list': { name: () => 'positions', open: positions },
    'POST /v5/position/set-leverage': { name: () => 'position.setLeverage', trades: true, open: setLeverage },
    'GET /v5/user/query-api': { name: () => 'key', open: (_, account) => key(account) },
  };
}
