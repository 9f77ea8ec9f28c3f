import { describe, expect, it } from 'vitest';
import { flagWords } from '../../../renderer/views/risk/flag-words.ts';
import { flagGroups } from '../../../renderer/views/risk/flags-model.ts';
import { account, policy, risk } from './risk-documents.ts';

describe('flags in a few words', () => {
  it('says what passes no more, what passes in part, and what a person is asked about', () => {
    const words = flagWords({
      enabled: false,
      exchanges: [],
      strategies: ['(none)', 'a', 'b', 'c'],
      markets: ['spot'],
      long_only: true,
      max_size: '1500.5',
      approval: { valid_minutes: 30 },
    });
    expect(words.map(({ text, tone }) => [text, tone])).toEqual([
      ['switched off', 'off'],
      ['no exchange', 'off'],
      ['only no strategy, a, b, +1', 'narrow'],
      ['only spot', 'narrow'],
      ['long only', 'narrow'],
      ['order up to 1,500.5', 'narrow'],
      ['waits for your yes, 30 min', 'ask'],
    ]);
    expect(words[2]?.title).toBe('Strategies: only no strategy, a, b, c');
  });

  it('says nothing of what restricts nothing', () => {
    expect(flagWords({})).toEqual([]);
    expect(flagWords({ enabled: true, long_only: false })).toEqual([]);
  });

  it('gives hours with their zone, and moments in UTC', () => {
    const windows = [
      { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' },
      { days: [7], from: '22:00', to: '02:00' },
    ];
    const [hours, from] = flagWords({
      trading_hours: { time_zone: 'Europe/Oslo', windows },
      valid_from: '2026-01-01T00:00:00+01:00',
    });
    expect(hours?.text).toBe('Mon to Fri 09:00 to 17:30, +1, Europe/Oslo');
    expect(hours?.title).toContain('Sun 22:00 to 02:00 next day');
    expect(from?.text).toBe('from 2025-12-31 23:00 UTC');
  });
});

describe('the levels of flags', () => {
  it('are every one that has or can have flags, also an owner whose accounts are gone', () => {
    const groups = flagGroups(
      risk([account(), account({ account_name: 'friend', owner: 'friend_1', mode: 'paper' })], {
        policy: policy({
          global: { long_only: true },
          owners: { gone: { enabled: false } },
          accounts: { friend: { enabled: false } },
          strategies: { momentum: { markets: ['spot'] } },
        }),
      }),
    );
    expect(groups.map(({ title, levels }) => [title, ...levels.map(({ label }) => label)])).toEqual([
      ['Everything', 'All accounts'],
      ['Owners', 'friend_1', 'gone', 'yours'],
      ['Accounts', 'main_binance', 'friend'],
      ['Strategies', 'momentum'],
    ]);
    const owners = groups[1]?.levels.map(({ about }) => about);
    expect(owners).toEqual(['1 account', 'no account of this owner', '1 account']);
    expect(groups[2]?.levels[1]?.flags).toEqual({ enabled: false });
  });
});
