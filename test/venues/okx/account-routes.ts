import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { fixed, show } from '../core/fixed.ts';
import { OkxError, parameterError } from './errors.ts';
import { MAX_LEVERAGE } from './market-data.ts';
import type { PositionMode } from './orders.ts';
import type { Params } from './params.ts';
import { done } from './route.ts';
import type { OkxRoute } from './route.ts';
import { marketOf } from './shapes.ts';
import type { LeverageBook, MarginMode } from './terms.ts';
import { toWire } from './units.ts';

/** The private routes of balances, positions, settings. */
export function accountRoutes(
  exchange: Exchange,
  leverage: LeverageBook,
  posMode: () => PositionMode,
): Readonly<Record<string, OkxRoute>> {
  const terms = (params: Params): { instId: string; mgnMode: MarginMode } => {
    const instId = params.required('instId');
    if (exchange.markets.get(instId)?.linear !== true) throw new OkxError('51001');
    const mgnMode = params.required('mgnMode');
    if (mgnMode !== 'isolated' && mgnMode !== 'cross') throw parameterError('mgnMode');
    return { instId, mgnMode };
  };

  return {
    'GET /api/v5/account/balance': {
      name: 'account.balance',
      signed: (_, account) => done([balance(exchange, account)]),
    },
    'GET /api/v5/account/config': {
      name: 'account.config',
      signed: (_, account) => done([config(account, posMode())]),
    },
    'GET /api/v5/account/positions': {
      name: 'account.positions',
      signed: (_, account) => done(positions(exchange, account)),
    },
    'GET /api/v5/account/leverage-info': {
      name: 'leverage.info',
      signed: (params, account) => {
        const { instId, mgnMode } = terms(params);
        const lever = show(leverage.of(account, instId, mgnMode));
        return done([{ instId, ccy: '', mgnMode, posSide: 'net', lever }]);
      },
    },
    'POST /api/v5/account/set-leverage': {
      name: 'leverage.set',
      signed: (params, account) => {
        const { instId, mgnMode } = terms(params);
        const lever = params.decimal('lever');
        if (lever === undefined) throw parameterError('lever');
        if (lever > fixed(MAX_LEVERAGE)) throw new OkxError('59102');
        leverage.change(account, instId, mgnMode, lever);
        return done([{ instId, mgnMode, posSide: 'net', lever: show(lever) }]);
      },
    },
  };
}

/** Only what the account holds any of, as OKX lists it. */
export function balance(exchange: Exchange, account: VenueAccount): object {
  const uTime = String(exchange.now());
  const details = account.balances
    .entries()
    .filter(({ free, locked }) => free + locked > 0n)
    .map(({ asset, free, locked }) => ({
      ccy: asset,
      eq: show(free + locked),
      cashBal: show(free + locked),
      availBal: show(free),
      availEq: show(free),
      frozenBal: show(locked),
      ordFrozen: show(locked),
      liab: '',
      upl: '0',
      uTime,
    }));
  return { uTime, totalEq: '', isoEq: '', adjEq: '', details };
}

function config({ uid, permissions }: VenueAccount, posMode: PositionMode): object {
  const perm = [
    'read_only',
    ...(permissions.withdraw ? ['withdraw'] : []),
    ...(permissions.trade ? ['trade'] : []),
  ].join(',');
  const ip = permissions.ipRestrict ? '203.0.113.7' : '';
  return {
    uid: String(uid),
    mainUid: String(uid),
    acctLv: '2',
    posMode,
    autoLoan: false,
    level: 'Lv1',
    label: 'qt',
    ip,
    perm,
  };
}

function positions(exchange: Exchange, account: VenueAccount): object[] {
  return account.positions.entries().map(({ market: id, position }) => {
    const market = marketOf(exchange, id);
    const { leverage, marginMode } = account.positions.terms(id);
    const last = show(exchange.lastPrice(id) ?? 0n);
    return {
      instType: 'SWAP',
      instId: id,
      mgnMode: marginMode,
      posId: `${account.uid}${market.base}`,
      posSide: 'net',
      pos: toWire(position.amount, market),
      posCcy: '',
      avgPx: show(position.entry),
      markPx: last,
      last,
      lever: show(leverage),
      upl: '0',
      uTime: String(exchange.now()),
    };
  });
}
