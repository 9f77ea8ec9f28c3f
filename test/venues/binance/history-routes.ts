import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Fixed } from '../core/fixed.ts';
import type { Flow } from '../core/history.ts';
import { BinanceError } from './errors.ts';
import type { Params } from './params.ts';
import type { SignedRoute } from './routes.ts';
import { eight } from './shapes.ts';

const DAY_MS = 86_400_000;
const size = (amount: Fixed): string => eight(amount < 0n ? -amount : amount);
/** `2019-10-12 11:12:02` */
const utc = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** Money that came and went (developers.binance.com/docs/wallet and /docs/convert): all lists newest first. */
export function historyRoutes(exchange: Exchange): Readonly<Record<string, SignedRoute>> {
  /** The flows of the time asked for, which must not be longer than documented, and how long back they are told. */
  function asked(
    params: Params,
    flows: readonly Flow[],
    terms: { longestMs: number; keptMs?: number; needed?: boolean },
  ): Flow[] {
    const now = exchange.now();
    if (terms.needed && !(params.has('startTime') && params.has('endTime'))) throw new BinanceError(-1102);
    const end = params.integer('endTime') ?? now;
    const start = params.integer('startTime') ?? end - Math.min(terms.longestMs, 7 * DAY_MS);
    if (end - start > terms.longestMs)
      throw new BinanceError(-1127, 'The interval between startTime and endTime is too long.');
    if (terms.keptMs !== undefined && start < now - terms.keptMs)
      throw new BinanceError(-1128, 'startTime is too old.');
    return flows.filter(({ time }) => time >= start && time <= end).toReversed();
  }
  const { history } = exchange;
  const movements = (account: VenueAccount, params: Params, kind: 'deposit' | 'withdrawal'): Flow[] => {
    const offset = params.integer('offset') ?? 0;
    const rows = asked(params, history.flowsOf(account, kind), { longestMs: 90 * DAY_MS - 1 });
    return rows.slice(offset, offset + params.limit(1_000, 1_000));
  };

  function deposits(params: Params, account: VenueAccount): object[] {
    return movements(account, params, 'deposit').map((flow) => ({
      id: String(flow.id),
      amount: size(flow.amount),
      coin: flow.asset,
      network: flow.asset,
      status: flow.failed ? 2 : flow.id % 2 === 0 ? 6 : 1,
      address: '1HPn8Rx2y6nNSfagQBKy27GB99Vbzg89wv',
      addressTag: '',
      txId: `0x${flow.id}`,
      insertTime: flow.time,
      transferType: 0,
      confirmTimes: '1/1',
      unlockConfirm: 12,
      walletType: flow.other === 'funding' ? 1 : 0,
    }));
  }

  function withdrawals(params: Params, account: VenueAccount): object[] {
    return movements(account, params, 'withdrawal').map((flow) => ({
      id: `b6ae22b3aa844210a7041aee7589627${flow.id}`,
      amount: size(flow.amount),
      transactionFee: size(flow.fee),
      coin: flow.asset,
      status: flow.failed ? 5 : 6,
      address: '0x94df8b352de7f46f64b01d3666bf6e936e44ce60',
      txId: `0x${flow.id}`,
      applyTime: utc(flow.time),
      network: 'ETH',
      transferType: 0,
      info: '',
      confirmNo: 3,
      walletType: flow.other === 'funding' ? 1 : 0,
      txKey: '',
      completeTime: utc(flow.time + 60_000),
    }));
  }

  function transfers(params: Params, account: VenueAccount): object {
    const type = params.required('type');
    const rows = asked(params, history.flowsOf(account, 'transfer'), { longestMs: 30 * DAY_MS, keptMs: 180 * DAY_MS });
    const wallet = { futures: 'UMFUTURE', funding: 'FUNDING' } as const;
    const own = rows.filter(({ other, amount }) => {
      const name = wallet[other ?? 'funding'];
      return type === (amount < 0n ? `MAIN_${name}` : `${name}_MAIN`);
    });
    const [current, most] = [params.integer('current') ?? 1, params.integer('size') ?? 10];
    if (most > 100) throw new BinanceError(-1100, "Illegal characters found in parameter 'size'.");
    const page = own.slice((current - 1) * most, current * most).map((flow) => ({
      asset: flow.asset,
      amount: size(flow.amount),
      type,
      status: flow.failed ? 'FAILED' : 'CONFIRMED',
      tranId: flow.id,
      timestamp: flow.time,
    }));
    // As seen at the real one: no rows, no field.
    return { total: own.length, ...(page.length > 0 && { rows: page }) };
  }

  function conversions(params: Params, account: VenueAccount): object {
    const all = history.flowsOf(account, 'conversion').filter(({ into }) => into?.dust === false);
    const rows = asked(params, all, { longestMs: 30 * DAY_MS, needed: true });
    const limit = params.limit(100, 1_000);
    const list = rows.slice(0, limit).map(({ id, asset, amount, into, time, failed }) => ({
      quoteId: `q${id}`,
      orderId: id,
      orderStatus: failed ? 'FAIL' : 'SUCCESS',
      fromAsset: asset,
      fromAmount: size(amount),
      toAsset: into?.asset,
      toAmount: eight(into?.amount ?? 0n),
      ratio: '1',
      inverseRatio: '1',
      createTime: time,
    }));
    return {
      list,
      startTime: params.integer('startTime'),
      endTime: params.integer('endTime'),
      limit,
      moreData: rows.length > limit,
    };
  }

  function dust(params: Params, account: VenueAccount): object {
    const all = history.flowsOf(account, 'conversion').filter(({ into }) => into?.dust === true);
    const rows = asked(params, all, { longestMs: 90 * DAY_MS });
    const userAssetDribblets = rows.slice(0, 100).map(({ id, asset, amount, into, time }) => ({
      operateTime: time,
      totalTransferedAmount: eight(into?.amount ?? 0n),
      totalServiceChargeAmount: '0.00000001',
      transId: id,
      userAssetDribbletDetails: [
        {
          transId: id,
          serviceChargeAmount: '0.00000001',
          amount: size(amount),
          operateTime: time,
          transferedAmount: eight(into?.amount ?? 0n),
          fromAsset: asset,
        },
      ],
    }));
    return { total: rows.length, userAssetDribblets };
  }

  function dividends(params: Params, account: VenueAccount): object {
    const all = asked(params, history.flowsOf(account, 'reward'), { longestMs: 180 * DAY_MS });
    const rows = all.slice(0, params.limit(20, 500)).map(({ id, asset, amount, time }) => ({
      id,
      amount: size(amount),
      asset,
      divTime: time,
      enInfo: 'Flexible',
      tranId: 2_968_885_920,
      direction: amount < 0n ? -1 : 1,
    }));
    return { rows, total: all.length };
  }

  const route = (
    name: string,
    weight: number,
    read: (params: Params, account: VenueAccount) => object,
  ): SignedRoute => ({ name, weight, signed: (params, account) => ({ body: read(params, account) }) });
  return {
    'GET /sapi/v1/capital/deposit/hisrec': route('history.deposits', 1, deposits),
    'GET /sapi/v1/capital/withdraw/history': route('history.withdrawals', 1, withdrawals),
    'GET /sapi/v1/asset/transfer': route('history.transfers', 1, transfers),
    'GET /sapi/v1/convert/tradeFlow': route('history.conversions', 1, conversions),
    'GET /sapi/v1/asset/assetDividend': route('history.dividends', 10, dividends),
    'GET /sapi/v1/asset/dribblet': route('history.dust', 1, dust),
  };
}
