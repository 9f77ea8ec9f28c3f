import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../../shared/schema/account.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { readError } from '../http/verdict.ts';
import type { KeyReport } from '../venue.ts';
import type { FiriClient } from './firi-client.ts';
import { balancesSchema } from './wire-documents.ts';

/** Currencies that the account holds any of. */
export async function readBalances(client: FiriClient): Promise<BalanceDocument[]> {
  const verdict = await client.read({ path: '/v2/balances' });
  if (verdict.kind !== 'ok') throw readError(verdict);
  const rows = balancesSchema.safeParse(verdict.document);
  if (!rows.success) throw new QtError('VENUE_ERROR', 'the venue gave balances that cannot be read');
  return rows.data
    .map(({ currency, balance, hold, available }) => ({
      asset: currency.toUpperCase(),
      free: normalize(available),
      locked: normalize(hold),
      total: normalize(balance),
    }))
    .filter(({ total }) => !isZero(total));
}

export const KEY_REPORT: KeyReport = {
  canTrade: null,
  canWithdraw: null,
  ipRestricted: null,
  note: 'firi does not tell what a key may do; its API has no endpoint that withdraws',
};
