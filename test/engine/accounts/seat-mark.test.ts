import { expect, it } from 'vitest';
import { seatMark, walletMark } from '../../../electron/engine/accounts/seat-mark.ts';
import { paperAccount, realAccount } from '../../support/accounts.ts';

it.each([
  ['okx', true],
  ['bybit', true],
  ['binance', false],
] as const)('spot and swaps of one key at %s are two seats, and one wallet: %s', (exchange, isOne) => {
  const spot = realAccount('a', { exchange });
  const swap = { ...spot, name: 'b', market: 'swap' as const };
  expect(seatMark(spot)).not.toBe(seatMark(swap));
  expect(walletMark(spot) === walletMark(swap)).toBe(isOne);
  // Another name of the same, and somebody else's.
  expect(walletMark({ ...spot, name: 'c' })).toBe(walletMark(spot));
  expect(walletMark(realAccount('d', { exchange }))).not.toBe(walletMark(spot));
});

it('a paper account has a wallet of its own', () => {
  expect(walletMark(paperAccount('a'))).toBeNull();
});
