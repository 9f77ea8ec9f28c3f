import { isZero, max, min, normalize, sub } from '../../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../../shared/schema/account.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError, toldDocument } from '../http/verdict.ts';
import type { KeyReport } from '../venue.ts';
import { swapBalancesSchema, swapRestrictionsSchema } from './swap-wire-documents.ts';

/**
 * The wallet of each asset. Free is what can margin a new order, and never more than the wallet: a profit that is not
 * realised can be gone by then. The rest margins orders and positions.
 */
export async function readSwapBalances(client: SigningClient): Promise<BalanceDocument[]> {
  const verdict = await client.read('fapiPrivateV3GetBalance', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const balances = swapBalancesSchema.safeParse(verdict.document);
  if (!balances.success) throw new QtError('VENUE_ERROR', 'the venue gave balances that cannot be read');
  return balances.data
    .filter(({ balance }) => !isZero(balance))
    .map(({ asset, balance, availableBalance }) => {
      const free = max('0', min(availableBalance, balance));
      return { asset, total: normalize(balance), free, locked: max('0', sub(balance, free)) };
    });
}

const NOT_TOLD = { canTrade: null, canWithdraw: null, ipRestricted: null };

/** What the key may do, asked at the spot address: futures have no such endpoint. The testnet has none at all. */
export async function readSwapKey(client: SigningClient, testnet: boolean): Promise<KeyReport> {
  if (testnet) return { ...NOT_TOLD, note: 'the testnet does not tell what a key may do' };
  const verdict = await client.read('sapiGetAccountApiRestrictions', {});
  const key = swapRestrictionsSchema.safeParse(toldDocument(verdict));
  if (!key.success) return { ...NOT_TOLD, note: 'the venue did not tell what the key may do' };
  const { enableFutures, enableWithdrawals, ipRestrict } = key.data;
  const advice = [
    ...(enableWithdrawals ? ['this key can withdraw: use one that cannot'] : []),
    ...(ipRestrict ? [] : ['this key works from any address: restrict it to yours']),
  ];
  return { canTrade: enableFutures, canWithdraw: enableWithdrawals, ipRestricted: ipRestrict, note: advice.join('; ') };
}
