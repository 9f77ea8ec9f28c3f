import { isZero, neg } from '../../../../shared/money/decimal.ts';
import type { FlowKind } from '../../../../shared/schema/history.ts';
import { endsAt } from '../exchange/history-walk.ts';
import type { Stretch, StretchPage } from '../exchange/history-walk.ts';
import { readDocument } from '../exchange/read-document.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import type { HistoryFlow } from '../venue.ts';
import {
  conversionsSchema,
  depositsSchema,
  dividendsSchema,
  dustSchema,
  transfersSchema,
  withdrawalsSchema,
} from './history-wire.ts';

/** Most rows of a page, by endpoint. */
const PAGE = { movements: 1_000, transfers: 100, conversions: 1_000, dust: 100, dividends: 500 };

/** 1: credited; 6: credited, and not to be withdrawn yet. */
const CREDITED = new Set(['1', '6']);
const WITHDRAWN = '6';
/** What reached or left the funding wallet is not of the spot balance until it is moved. */
const FUNDING_WALLET = '1';

function flow(kind: FlowKind, id: string, asset: string, amount: string, atMs: number): HistoryFlow {
  return { id, kind, asset, amount, symbol: null, atMs };
}

const within = ({ fromMs, untilMs }: Stretch): { startTime: string; endTime: string } => ({
  startTime: String(fromMs),
  endTime: String(untilMs),
});

/** Lists that are paged by how many rows to leave out. */
const nextOffset = (stretch: Stretch, rows: number): string | null =>
  rows < PAGE.movements ? null : String(Number(stretch.token ?? '0') + rows);

/** `GET /sapi/v1/capital/deposit/hisrec`: newest first, less than 90 days at once. */
export async function readDeposits(client: SigningClient, stretch: Stretch): Promise<StretchPage> {
  const question = { ...within(stretch), offset: stretch.token ?? '0', limit: String(PAGE.movements) };
  const rows = await readDocument(client, 'sapiGetCapitalDepositHisrec', question, depositsSchema);
  const flows = rows
    .filter(({ status, walletType }) => CREDITED.has(status) && walletType !== FUNDING_WALLET)
    .map(({ id, txId, coin, amount, insertTime }) =>
      flow('deposit', id ?? `${txId ?? ''} ${insertTime}`, coin, amount, insertTime),
    );
  return { flows, next: nextOffset(stretch, rows.length) };
}

/** `GET /sapi/v1/capital/withdraw/history`: as deposits. The fee is taken beside what arrives. */
export async function readWithdrawals(client: SigningClient, stretch: Stretch): Promise<StretchPage> {
  const question = { ...within(stretch), offset: stretch.token ?? '0', limit: String(PAGE.movements) };
  const rows = await readDocument(client, 'sapiGetCapitalWithdrawHistory', question, withdrawalsSchema);
  const flows = rows
    .filter(({ status, walletType }) => status === WITHDRAWN && walletType !== FUNDING_WALLET)
    .flatMap(({ id, coin, amount, transactionFee, applyTime }) => [
      flow('withdrawal', id, coin, neg(amount), applyTime),
      ...(isZero(transactionFee) ? [] : [flow('fee', id, coin, neg(transactionFee), applyTime)]),
    ]);
  return { flows, next: nextOffset(stretch, rows.length) };
}

/** `GET /sapi/v1/asset/transfer`: one direction a question, such as `MAIN_UMFUTURE`; the spot wallet is `MAIN`. */
export async function readTransfers(client: SigningClient, type: string, stretch: Stretch): Promise<StretchPage> {
  const current = stretch.token ?? '1';
  const question = { type, ...within(stretch), current, size: String(PAGE.transfers) };
  const { rows } = await readDocument(client, 'sapiGetAssetTransfer', question, transfersSchema);
  const flows = (rows ?? [])
    .filter(({ status }) => status === 'CONFIRMED')
    .map(({ tranId, asset, amount, timestamp }) =>
      flow('transfer', tranId, asset, type.startsWith('MAIN_') ? neg(amount) : amount, timestamp),
    );
  return { flows, next: (rows ?? []).length < PAGE.transfers ? null : String(Number(current) + 1) };
}

/** `GET /sapi/v1/convert/tradeFlow`: 30 days at once, newest first, without pages: `moreData` says that older ones are left. */
export async function readConversions(client: SigningClient, stretch: Stretch): Promise<StretchPage> {
  const question = {
    ...within(stretch),
    limit: String(PAGE.conversions),
    ...(stretch.token && { endTime: stretch.token }),
  };
  const { list, moreData } = await readDocument(client, 'sapiGetConvertTradeFlow', question, conversionsSchema);
  const flows = (list ?? [])
    .filter(({ orderStatus }) => orderStatus === 'SUCCESS')
    .flatMap(({ orderId, fromAsset, fromAmount, toAsset, toAmount, createTime }) => [
      flow('conversion', orderId, fromAsset, neg(fromAmount), createTime),
      flow('conversion', orderId, toAsset, toAmount, createTime),
    ]);
  const rows = (list ?? []).map(({ createTime }) => ({ atMs: createTime }));
  return { flows, next: endsAt(rows, moreData === true) };
}

/**
 * `GET /sapi/v1/asset/dribblet`: small rests turned into BNB. The last hundred of the time asked for, newest first; what was
 * got is told without the service charge.
 */
export async function readDust(client: SigningClient, stretch: Stretch): Promise<StretchPage> {
  const question = { ...within(stretch), ...(stretch.token && { endTime: stretch.token }) };
  const { userAssetDribblets } = await readDocument(client, 'sapiGetAssetDribblet', question, dustSchema);
  const flows = userAssetDribblets.flatMap(({ userAssetDribbletDetails }) =>
    userAssetDribbletDetails.flatMap(({ transId, fromAsset, amount, transferedAmount, targetAsset, operateTime }) => {
      const id = `${transId} ${fromAsset}`;
      return [
        flow('conversion', id, fromAsset, neg(amount), operateTime),
        flow('conversion', id, targetAsset ?? 'BNB', transferedAmount, operateTime),
      ];
    }),
  );
  const rows = userAssetDribblets.map(({ operateTime }) => ({ atMs: operateTime }));
  return { flows, next: endsAt(rows, rows.length >= PAGE.dust) };
}

/** `GET /sapi/v1/asset/assetDividend`: interest, airdrops, rebates. 180 days at once, newest first, without pages. */
export async function readDividends(client: SigningClient, stretch: Stretch): Promise<StretchPage> {
  const end = stretch.token === null ? {} : { endTime: stretch.token };
  const question = { ...within(stretch), limit: String(PAGE.dividends), ...end };
  const { rows } = await readDocument(client, 'sapiGetAssetAssetDividend', question, dividendsSchema);
  const flows = rows.map(({ id, asset, amount, divTime, direction }) =>
    flow('other', id, asset, direction === '-1' ? neg(amount) : amount, divTime),
  );
  const told = rows.map(({ divTime }) => ({ atMs: divTime }));
  return { flows, next: endsAt(told, rows.length >= PAGE.dividends) };
}
