import { add, isZero, normalize } from '../../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../../shared/schema/account.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { readError, toldDocument } from '../http/verdict.ts';
import type { KeyReport } from '../venue.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { accountSchema, apiRestrictionsSchema } from './wire-documents.ts';

/** Assets that the account holds any of. */
export async function readBalances(client: SigningClient): Promise<BalanceDocument[]> {
  const verdict = await client.read('privateGetAccount', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const account = accountSchema.safeParse(verdict.document);
  if (!account.success) throw new QtError('VENUE_ERROR', 'the venue gave balances that cannot be read');
  return account.data.balances
    .map(({ asset, free, locked }) => ({
      asset,
      free: normalize(free),
      locked: normalize(locked),
      total: add(free, locked),
    }))
    .filter(({ total }) => !isZero(total));
}

const NOT_TOLD = { canTrade: null, canWithdraw: null, ipRestricted: null };

/** What the key may do, which is not what `canWithdraw` of the account says. The testnet has no such endpoint. */
export async function readKey(client: SigningClient, testnet: boolean): Promise<KeyReport> {
  if (testnet) return { ...NOT_TOLD, note: 'the testnet does not tell what a key may do' };
  const verdict = await client.read('sapiGetAccountApiRestrictions', {});
  const key = apiRestrictionsSchema.safeParse(toldDocument(verdict));
  if (!key.success) return { ...NOT_TOLD, note: 'the venue did not tell what the key may do' };
  const { enableSpotAndMarginTrading, enableWithdrawals, ipRestrict } = key.data;
  const advice = [
    ...(enableWithdrawals ? ['this key can withdraw: use one that cannot'] : []),
    ...(ipRestrict ? [] : ['this key works from any address: restrict it to yours']),
  ];
  return {
    canTrade: enableSpotAndMarginTrading,
    canWithdraw: enableWithdrawals,
    ipRestricted: ipRestrict,
    note: advice.join('; '),
  };
}
