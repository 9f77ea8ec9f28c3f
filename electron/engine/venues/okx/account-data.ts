import { isPositive, isZero, max, min, normalize, sub } from '../../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../../shared/schema/account.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import { readError, toldDocument } from '../http/verdict.ts';
import type { KeyReport } from '../venue.ts';
import { balanceSchema, configSchema } from './wire-documents.ts';

/** Assets that the trading account holds any of. What is free is what a new order may use, never more than is there. */
export async function readBalances({ client, account }: Desk): Promise<BalanceDocument[]> {
  const verdict = await client.read('privateGetAccountBalance', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const answer = balanceSchema.safeParse(verdict.document);
  if (!answer.success) throw new QtError('VENUE_ERROR', 'the venue gave balances that cannot be read');
  return answer.data.data.details
    .map(({ ccy: asset, cashBal, availBal, availEq }) => {
      // `availEq` is told where margin is traded: without what positions and orders hold of it.
      const available = (account.market === 'swap' ? availEq : null) ?? availBal ?? '0';
      const free = max('0', min(available, cashBal));
      return { asset, free, locked: max('0', sub(cashBal, free)), total: normalize(cashBal) };
    })
    .filter(({ total }) => !isZero(total) && isPositive(total));
}

const NOT_TOLD = { canTrade: null, canWithdraw: null, ipRestricted: null };

/** What the key may do: `perm` is a list such as `read_only,trade`, `ip` the addresses that it is bound to. */
export async function readKey({ client }: Desk): Promise<KeyReport> {
  const verdict = await client.read('privateGetAccountConfig', {});
  const answer = configSchema.safeParse(toldDocument(verdict));
  const { perm, ip } = answer.success ? answer.data.data : {};
  const may = perm === undefined ? null : new Set(perm.split(',').map((word) => word.trim().toLowerCase()));
  if (!may || may.size === 0 || !may.has('read_only')) {
    return { ...NOT_TOLD, note: 'the venue did not tell what the key may do' };
  }
  const canWithdraw = may.has('withdraw');
  const ipRestricted = ip === undefined ? null : ip.trim() !== '';
  const advice = [
    ...(canWithdraw ? ['this key can withdraw: use one that cannot'] : []),
    ...(ipRestricted === false ? ['this key works from any address: restrict it to yours'] : []),
  ];
  return { canTrade: may.has('trade'), canWithdraw, ipRestricted, note: advice.join('; ') };
}
