import { add, isZero, normalize } from '../../../../shared/money/decimal.ts';
import type { BalanceDocument } from '../../../../shared/schema/account.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import { readError, toldDocument } from '../http/verdict.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import type { KeyReport } from '../venue.ts';
import { familyOf } from './order-family.ts';
import { accountsSchema, keySchema } from './wire-documents.ts';

/**
 * Currencies that the trading account holds any of. What lies in the main account cannot be traded with, so it is not told.
 * An account of the high-frequency kind trades from `trade_hf`, which newer pages of the documentation call `trade`.
 */
export async function readBalances(client: SigningClient): Promise<BalanceDocument[]> {
  const { accountType } = await familyOf(client);
  const verdict = await client.read('privateGetAccounts', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const accounts = accountsSchema.safeParse(verdict.document);
  if (!accounts.success) throw new QtError('VENUE_ERROR', 'the venue gave balances that cannot be read');
  const own = accounts.data.filter(({ type }) => type === accountType);
  const rows = own.length > 0 ? own : accounts.data.filter(({ type }) => type === 'trade');
  const byAsset = new Map<string, BalanceDocument>();
  for (const { currency, balance, available, holds } of rows) {
    const sum = byAsset.get(currency) ?? { asset: currency, free: '0', locked: '0', total: '0' };
    byAsset.set(currency, {
      asset: currency,
      free: add(sum.free, normalize(available)),
      locked: add(sum.locked, normalize(holds)),
      total: add(sum.total, normalize(balance)),
    });
  }
  return [...byAsset.values()].filter(({ total }) => !isZero(total));
}

/** Older keys had `Trade`, and a `Transfer` that withdraws; today's have `Spot` and `Withdrawal`. */
const TRADES = /^(spot|trade)$/i;
const WITHDRAWS = /^(withdraw|withdrawal|transfer)$/i;

/** What the key may do. The answer holds the key itself, which goes no further. */
export async function readKey(client: SigningClient): Promise<KeyReport> {
  const verdict = await client.read('privateGetUserApiKey', {});
  const key = keySchema.safeParse(toldDocument(verdict));
  if (!key.success) {
    const note = 'the venue did not tell what the key may do';
    return { canTrade: null, canWithdraw: null, ipRestricted: null, note };
  }
  const granted = key.data.permission.split(',').map((permission) => permission.trim());
  const canWithdraw = granted.some((permission) => WITHDRAWS.test(permission));
  const { ipWhitelist } = key.data;
  const advice = [
    ...(canWithdraw ? ['this key can withdraw: use one that cannot'] : []),
    ...(ipWhitelist ? [] : ['this key seems to work from any address: restrict it to yours']),
  ];
  return {
    canTrade: granted.some((permission) => TRADES.test(permission)),
    canWithdraw,
    // The documentation leaves the field out of keys without a list, but does not promise to.
    ipRestricted: ipWhitelist ? true : ipWhitelist === '' ? false : null,
    note: advice.join('; '),
  };
}
