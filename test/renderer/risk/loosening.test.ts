import { describe, expect, it } from 'vitest';
import { loosensFlag, loosensLimit, loosensSetting } from '../../../renderer/views/risk/edit/loosening.ts';
import type { FlagName, Flags } from '../../../shared/schema/flags.ts';

const money = (value: string, unit: 'account' | 'usd' = 'account') => ({ value, unit });

describe('what loosens a limit', () => {
  it.each([
    ['raised', 'max_exposure', money('100'), money('100.01'), true],
    ['lowered', 'max_exposure', money('100'), money('99'), false],
    ['the same in another writing', 'max_exposure', money('100'), money('100.0'), false],
    ['taken away', 'max_exposure', money('100'), undefined, true],
    ['set for the first time', 'max_exposure', undefined, money('100'), false],
    ['in another unit, which nobody can compare', 'max_exposure', money('100'), money('1', 'usd'), true],
    ['more positions', 'max_open_positions', 4, 10, true],
    ['fewer positions', 'max_open_positions', 10, 4, false],
    ['a wider band', 'price_band_percent', '9.5', '10', true],
    ['less that has to stay free', 'min_free_balance', money('100'), money('50'), true],
    ['more that has to stay free', 'min_free_balance', money('50'), money('100'), false],
  ] as const)('%s', (_, name, before, after, looser) => {
    expect(loosensLimit(name, before, after)).toBe(looser);
  });
});

describe('what loosens a flag', () => {
  const hours = (to: string): Flags['trading_hours'] => ({
    time_zone: 'UTC',
    windows: [{ days: [1], from: '09:00', to }],
  });
  it.each<[string, FlagName, Flags[FlagName], Flags[FlagName], boolean]>([
    ['switched on again', 'enabled', false, undefined, true],
    ['switched off', 'enabled', undefined, false, false],
    ['short positions allowed again', 'long_only', true, undefined, true],
    ['one symbol more', 'symbols', ['BTC/*'], ['BTC/*', 'ETH/*'], true],
    ['one symbol less', 'symbols', ['BTC/*', 'ETH/*'], ['btc/*'], false],
    ['a list in the place of a star', 'symbols', ['*'], ['BTC/*'], false],
    ['a list taken away', 'strategies', ['a'], undefined, true],
    ['a list for the first time', 'strategies', undefined, ['a'], false],
    ['larger orders', 'max_size', '1', '1.5', true],
    ['smaller orders', 'max_size', '1.5', '1', false],
    ['earlier', 'valid_from', '2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z', true],
    ['the same moment in another zone', 'valid_from', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00Z', false],
    ['longer', 'valid_until', '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z', true],
    ['shorter', 'valid_until', '2026-02-02T00:00:00Z', '2026-02-01T00:00:00Z', false],
    ['hours for the first time', 'trading_hours', undefined, hours('17:00'), false],
    ['other hours, for a person to compare', 'trading_hours', hours('17:00'), hours('16:00'), true],
    ['no yes is asked any more', 'approval', { valid_minutes: 30 }, undefined, true],
    ['a longer time for the yes', 'approval', { valid_minutes: 30 }, { valid_minutes: 60 }, true],
    ['a shorter time for the yes', 'approval', { valid_minutes: 30 }, { valid_minutes: 10 }, false],
  ])('%s', (_, name, before, after, looser) => {
    expect(loosensFlag(name, before, after)).toBe(looser);
  });

  it('assets that count as nothing hide what they are worth', () => {
    expect(loosensSetting('ignored_assets', [], ['SHIB'])).toBe(true);
    expect(loosensSetting('ignored_assets', ['SHIB'], undefined)).toBe(false);
    expect(loosensSetting('time_zone', undefined, 'Europe/Oslo')).toBe(true);
    expect(loosensSetting('cost_method', undefined, 'fifo')).toBe(false);
  });
});
