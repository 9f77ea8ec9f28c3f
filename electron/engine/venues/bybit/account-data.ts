import { add, cmp, isZero, max, normalize, sub } from '../../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../../shared/schema/account.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError, toldDocument } from '../http/verdict.ts';
import type { KeyReport } from '../venue.ts';
import type { Category } from './category.ts';
import { keySchema, walletSchema } from './wire-documents.ts';

/**
 * Assets that the unified account holds any of. Spendable is what is neither locked by spot orders nor margin of contracts,
 * and never more than the equity: a loss that is not realised yet cannot be spent.
 */
export async function readBalances(client: SigningClient): Promise<BalanceDocument[]> {
  const verdict = await client.read('privateGetV5AccountWalletBalance', { accountType: 'UNIFIED' });
  if (verdict.kind !== 'ok') throw readError(verdict);
  const wallet = walletSchema.safeParse(verdict.document);
  if (!wallet.success) throw new QtError('VENUE_ERROR', 'the venue gave balances that cannot be read');
  const coins = wallet.data.list.flatMap(({ coin }) => coin);
  return coins
    .map(({ coin, walletBalance, equity, locked, totalOrderIM, totalPositionIM }) => {
      const held = equity && cmp(equity, walletBalance) < 0 ? equity : walletBalance;
      const bound = add(add(locked ?? '0', totalOrderIM ?? '0'), totalPositionIM ?? '0');
      const free = max('0', sub(held, bound));
      const total = normalize(walletBalance);
      return { asset: coin, free: normalize(free), locked: max('0', sub(total, free)), total };
    })
    .filter(({ total }) => !isZero(total));
}

const NOT_TOLD = { canTrade: null, canWithdraw: null, ipRestricted: null };

/** What the key itself may do (docs/v5/user/apikey-info). Setting leverage needs `Position` beside `Order`. */
export async function readKey(client: SigningClient, category: Category): Promise<KeyReport> {
  const verdict = await client.read('privateGetV5UserQueryApi', {});
  const key = keySchema.safeParse(toldDocument(verdict));
  if (!key.success) return { ...NOT_TOLD, note: 'the venue did not tell what the key may do' };
  const { readOnly, permissions, ips } = key.data;
  const { Spot = [], ContractTrade = [], Wallet } = permissions;
  const mayOrder =
    category === 'spot'
      ? Spot.includes('SpotTrade')
      : ContractTrade.includes('Order') && ContractTrade.includes('Position');
  const canWithdraw = Wallet.includes('Withdraw');
  const ipRestricted = ips.length > 0 && !ips.includes('*');
  const advice = [
    ...(canWithdraw ? ['this key can withdraw: use one that cannot'] : []),
    ...(ipRestricted ? [] : ['this key works from any address: restrict it to yours']),
  ];
  return { canTrade: readOnly === '0' && mayOrder, canWithdraw, ipRestricted, note: advice.join('; ') };
}
