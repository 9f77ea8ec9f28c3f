import { isPositive, isZero, sub } from '../../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../../shared/schema/account.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError, toldDocument } from '../http/verdict.ts';
import type { KeyReport } from '../venue.ts';
import { assetName } from './asset-names.ts';
import { balancesSchema, keyInfoSchema } from './wire-documents.ts';

/** Assets that the account holds any of. What open orders hold is locked. */
export async function readBalances(client: SigningClient): Promise<BalanceDocument[]> {
  const verdict = await client.read('privatePostBalanceEx', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const balances = balancesSchema.safeParse(verdict.document);
  if (!balances.success) throw new QtError('VENUE_ERROR', 'the venue gave balances that cannot be read');
  return Object.entries(balances.data)
    .filter(([, { balance }]) => !isZero(balance))
    .map(([asset, { balance, hold_trade: locked = '0' }]) => {
      const free = sub(balance, locked);
      return { asset: assetName(asset), total: balance, locked, free: isPositive(free) ? free : '0' };
    });
}

const NOT_TOLD: KeyReport = {
  canTrade: null,
  canWithdraw: null,
  ipRestricted: null,
  note: 'the venue did not tell what the key may do',
};

/** What the key may do (GetApiKeyInfo; it asks for no permission itself). Permissions it does not name as known are no proof. */
export async function readKey(client: SigningClient): Promise<KeyReport> {
  const verdict = await client.read('privatePostGetApiKeyInfo', {});
  const key = keyInfoSchema.safeParse(toldDocument(verdict));
  if (!key.success || !key.data.permissions.some((name) => KNOWN.test(name))) return NOT_TOLD;
  const { permissions } = key.data;
  const canWithdraw = permissions.some((name) => /withdraw/i.test(name));
  const addresses = key.data.ipAllowlist ?? key.data.ip_allowlist;
  const ipRestricted = addresses === undefined ? null : addresses.length > 0;
  const advice = [
    ...(canWithdraw ? ['this key can withdraw: use one that cannot'] : []),
    ...(ipRestricted === false ? ['this key works from any address: restrict it to yours'] : []),
  ];
  return { canTrade: permissions.includes('modify-trades'), canWithdraw, ipRestricted, note: advice.join('; ') };
}

/** The vocabulary that permissions are read by: without a word of it they are not understood at all. */
const KNOWN = /^(query-(funds|open-trades|closed-trades|ledger)|modify-trades|close-trades|create-ws-token)$/;
