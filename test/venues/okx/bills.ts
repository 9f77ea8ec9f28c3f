import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show, times } from '../core/fixed.ts';
import type { Fixed } from '../core/fixed.ts';
import type { Flow } from '../core/history.ts';
import type { Trade } from '../core/order.ts';
import { parameterError } from './errors.ts';
import type { Params } from './params.ts';
import { done } from './route.ts';
import type { OkxRoute } from './route.ts';
import { marketOf } from './shapes.ts';
import { instTypeOf } from './units.ts';

const REACH_MS = 90 * 86_400_000;

/** Every change of a balance is a bill, trades as well. */
interface Bill {
  time: number;
  type: string;
  subType: string;
  instType: string;
  instId: string;
  ccy: string;
  change: Fixed;
  fee: Fixed;
}

/** Bills of the last three months, newest first. */
export function billRoutes(exchange: Exchange): Readonly<Record<string, OkxRoute>> {
  return {
    'GET /api/v5/account/bills-archive': {
      name: 'bills',
      signed: (params, account) => {
        const rows = numbered(billsOf(exchange, account)).toReversed();
        const type = wordOf(params, 'type');
        const instType = wordOf(params, 'instType');
        const told = rows.filter(
          ({ bill }) =>
            bill.time > exchange.now() - REACH_MS &&
            (type === undefined || bill.type === type) &&
            (instType === undefined || bill.instType === instType) &&
            params.within(bill.time),
        );
        return done(params.page(told, ({ id }) => id).map(({ id, bill }) => wireBill(id, bill)));
      },
    },
  };
}

function wordOf(params: Params, name: string): string | undefined {
  const text = params.text(name);
  if (text !== undefined && !/^[A-Z0-9]{1,10}$/.test(text)) throw parameterError(name);
  return text;
}

/** Oldest first. */
function billsOf(exchange: Exchange, account: VenueAccount): Bill[] {
  const trades = exchange.history.tradesOf(account).flatMap((trade) => tradeBills(exchange, trade));
  const flows = exchange.history.flows.filter((flow) => flow.account === account.name).flatMap(flowBills);
  return [...trades, ...flows].sort((a, b) => a.time - b.time);
}

function tradeBills(exchange: Exchange, trade: Trade): Bill[] {
  const market = marketOf(exchange, trade.market);
  const sign = trade.side === 'buy' ? 1n : -1n;
  const bill = { time: trade.time, type: '2', subType: trade.side === 'buy' ? '1' : '2', instId: trade.market };
  const change = (ccy: string, amount: Fixed): Bill => {
    const fee = trade.feeAsset === ccy ? trade.fee : 0n;
    return { ...bill, instType: instTypeOf(market), ccy, change: amount - fee, fee: -fee };
  };
  if (market.linear) return [change(market.quote, 0n)];
  return [
    change(market.base, sign * trade.amount),
    change(market.quote, -sign * times(trade.price, trade.amount)),
  ].filter(({ change: moved }) => moved !== 0n);
}

/** Types and subtypes as the documentation numbers them. Money comes and goes through the funding account. */
function flowBills({ kind, asset, amount, fee, time, market, into }: Flow): Bill[] {
  const none = { time, instType: '', instId: '', ccy: asset, change: amount - fee, fee: -fee };
  if (kind === 'funding') {
    const subType = amount > 0n ? '174' : '173';
    return [{ ...none, type: '8', subType, instType: 'SWAP', instId: market ?? '' }];
  }
  if (kind !== 'conversion') return [{ ...none, type: '1', subType: amount > 0n ? '11' : '12' }];
  const type = into?.dust ? '28' : '27';
  const got = into ? [{ ...none, type, subType: '318', ccy: into.asset, change: into.amount, fee: 0n }] : [];
  return [{ ...none, type, subType: '319' }, ...got];
}

/** Ids rise with time. */
function numbered(bills: readonly Bill[]): { id: number; bill: Bill }[] {
  let last = 0;
  return bills.map((bill) => {
    last = Math.max(last + 1, bill.time * 1_000);
    return { id: last, bill };
  });
}

function wireBill(id: number, { time, type, subType, instType, instId, ccy, change, fee }: Bill): object {
  return {
    billId: String(id),
    type,
    subType,
    instType,
    instId,
    ccy,
    balChg: show(change),
    bal: '',
    posBalChg: '0',
    posBal: '0',
    sz: '0',
    px: '',
    pnl: '0',
    fee: show(fee),
    mgnMode: '',
    ordId: '',
    execType: '',
    from: '',
    to: '',
    notes: '',
    interest: '',
    tag: '',
    fillTime: '',
    tradeId: '',
    clOrdId: '',
    ts: String(time),
  };
}
