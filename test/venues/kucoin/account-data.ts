import type { VenueAccount } from '../core/account.ts';
import { show } from '../core/fixed.ts';

/** `GET /api/v1/accounts`: a row a currency and kind of account. Deposits arrive in `main`, which nothing trades from. */
export function accountRows(account: VenueAccount, type: 'trade' | 'trade_hf', wanted: string | null): object[] {
  const rows = account.balances.entries().flatMap(({ asset, free, locked }, index) => [
    { id: `${account.uid}${index}0`, currency: asset, type: 'main', balance: '0', available: '0', holds: '0' },
    {
      id: `${account.uid}${index}1`,
      currency: asset,
      type,
      balance: show(free + locked),
      available: show(free),
      holds: show(locked),
    },
  ]);
  return rows.filter((row) => wanted === null || row.type === wanted);
}

/** `GET /api/v1/user/api-key`. */
export function keyInfo({ uid, apiKey, permissions }: VenueAccount, now: number): object {
  const granted = [
    'General',
    ...(permissions.trade ? ['Spot'] : []),
    ...(permissions.transfer ? ['InnerTransfer'] : []),
    ...(permissions.withdraw ? ['Withdrawal'] : []),
  ];
  return {
    uid,
    subName: '',
    remark: 'console',
    apiKey,
    apiVersion: 3,
    permission: granted.join(','),
    ...(permissions.ipRestrict && { ipWhitelist: '203.0.113.7' }),
    isMaster: true,
    createdAt: now - 30 * 86_400_000,
  };
}
