import { afterEach, describe, expect, it } from 'vitest';
import { riskDrafts, useRiskDrafts } from '../../../renderer/views/risk/edit/draft-store.ts';
import { newHours } from '../../../renderer/views/risk/edit/hours-form.ts';
import { readDraft, scopeKey, touch } from '../../../renderer/views/risk/edit/risk-draft.ts';
import { UNTOUCHED, appliedOf, formOf, shownForm } from '../../../renderer/views/risk/edit/risk-form.ts';
import type { Touched } from '../../../renderer/views/risk/edit/risk-form.ts';
import { riskChangeSchema } from '../../../shared/schema/risk-policy.ts';
import type { RiskScope } from '../../../shared/schema/risk-policy.ts';
import { policy } from './risk-documents.ts';

const SCOPE: RiskScope = { kind: 'account', name: 'main' };
const APPLIED = policy({
  limits: { main: { max_exposure: { value: '30000', unit: 'account' }, max_open_positions: 4 } },
  settings: { main: { currency: 'USDT' } },
  accounts: { main: { symbols: ['BTC/*'], enabled: true, valid_from: '2026-01-01T00:00:00+01:00' } },
});
const read = (touched: Partial<Touched>, scope: RiskScope = SCOPE) =>
  readDraft(APPLIED, scope, { ...UNTOUCHED, ...touched }, 'USDT');

describe('a draft of limits and flags', () => {
  it('names only what differs, as one change a part, in a form that the engine takes', () => {
    const { changes, lines, problems } = read({
      limits: { max_exposure: { value: '45000', unit: 'account' }, max_order_size: { value: '500', unit: 'usd' } },
      settings: { time_zone: 'Europe/Oslo', cost_method: 'fifo' },
      flags: { long_only: true },
    });
    expect(changes).toEqual([
      {
        kind: 'limits',
        account_name: 'main',
        set: { max_exposure: { value: '45000', unit: 'account' }, max_order_size: { value: '500', unit: 'usd' } },
      },
      { kind: 'settings', account_name: 'main', set: { time_zone: 'Europe/Oslo', cost_method: 'fifo' } },
      { kind: 'flags', scope: SCOPE, set: { long_only: true } },
    ]);
    for (const change of changes) expect(riskChangeSchema.safeParse(change).success).toBe(true);
    expect(lines.map(({ name, before, after, looser }) => [name, before, after, looser])).toEqual([
      ['max_exposure', '30,000 USDT', '45,000 USDT', true],
      ['max_order_size', null, '500 USD', false],
      ['time_zone', null, 'Europe/Oslo', true],
      ['cost_method', null, 'fifo', false],
      ['long_only', null, 'yes', false],
    ]);
    expect(problems.size).toBe(0);
  });

  it('takes a limit or a flag away by null, and says that this loosens', () => {
    const { changes, lines } = read({
      limits: { max_open_positions: { value: ' ', unit: 'account' } },
      flags: { symbols: { only: false, items: ['BTC/*'] } },
    });
    expect(changes).toEqual([
      { kind: 'limits', account_name: 'main', set: { max_open_positions: null } },
      { kind: 'flags', scope: SCOPE, set: { symbols: null } },
    ]);
    expect(lines.map(({ after, looser }) => [after, looser])).toEqual([
      [null, true],
      [null, true],
    ]);
  });

  it('is none where what was typed comes to the same', () => {
    const { changes, lines } = read({
      limits: {
        max_exposure: { value: ' 030000.00 ', unit: 'account' },
        max_open_positions: { value: '4', unit: 'usd' },
      },
      settings: { currency: 'usdt' },
      flags: {
        symbols: { only: true, items: ['BTC/*'] },
        enabled: true,
        long_only: false,
        valid_from: '2025-12-31T23:00',
      },
    });
    expect([changes, lines]).toEqual([[], []]);
  });

  it('says what is wrong with a field, and leaves it out of what is asked', () => {
    const { changes, problems } = read({
      limits: {
        max_exposure: { value: '30,000', unit: 'account' },
        max_daily_loss: { value: '0', unit: 'percent' },
        max_orders_per_minute: { value: '1.5', unit: 'account' },
        max_leverage: { value: '-2', unit: 'account' },
      },
      settings: { day_starts_at: '24:00', currency: 'U S' },
      flags: { max_size: '0', approval: '0', trading_hours: { time_zone: 'Mars/Olympus', windows: [] } },
    });
    expect(changes).toEqual([]);
    expect([...problems.keys()].sort()).toEqual([
      'flags.approval',
      'flags.max_size',
      'flags.trading_hours',
      'limits.max_daily_loss',
      'limits.max_exposure',
      'limits.max_leverage',
      'limits.max_orders_per_minute',
      'settings.currency',
      'settings.day_starts_at',
    ]);
    expect(problems.get('limits.max_orders_per_minute')).toBe('must be a whole number');
  });

  it('names the window that is not complete', () => {
    const noDay = { ...newHours('UTC'), windows: [{ days: [], from: '09:00', to: '17:00' }] };
    expect(read({ flags: { trading_hours: noDay } }).problems.get('flags.trading_hours')).toBe(
      'window 1: choose at least one day',
    );
    const noTime = { ...newHours('UTC'), windows: [{ days: [1], from: '9', to: '17:00' }] };
    expect(read({ flags: { trading_hours: noTime } }).problems.get('flags.trading_hours')).toMatch(
      /^window 1: from must/,
    );
  });

  it('zero is a limit, and an empty list allows nothing', () => {
    const { changes } = read({
      limits: { max_exposure: { value: '0', unit: 'account' }, max_open_positions: { value: '0', unit: 'account' } },
      flags: { exchanges: { only: true, items: [] } },
    });
    expect(changes).toEqual([
      {
        kind: 'limits',
        account_name: 'main',
        set: { max_exposure: { value: '0', unit: 'account' }, max_open_positions: 0 },
      },
      { kind: 'flags', scope: SCOPE, set: { exchanges: [] } },
    ]);
  });

  it('switched off is a flag, and switched on again is none', () => {
    expect(read({ flags: { enabled: false } }).changes).toEqual([
      { kind: 'flags', scope: SCOPE, set: { enabled: false } },
    ]);
    const off = policy({ accounts: { main: { enabled: false } } });
    const on = readDraft(off, SCOPE, { ...UNTOUCHED, flags: { enabled: true } }, 'USDT');
    expect(on.changes).toEqual([{ kind: 'flags', scope: SCOPE, set: { enabled: null } }]);
    expect(on.lines[0]).toMatchObject({ before: 'switched off', after: null, looser: true });
  });

  it('asks nothing but flags of the other levels, also of names that look like code', () => {
    const touched = { limits: { max_exposure: { value: '1', unit: 'account' } }, flags: { long_only: true } } as const;
    for (const scope of [
      { kind: 'global' },
      { kind: 'owner', name: '__proto__' },
      { kind: 'strategy', name: 'constructor' },
    ] as const) {
      expect(read(touched, scope).changes).toEqual([{ kind: 'flags', scope, set: { long_only: true } }]);
      expect(appliedOf(policy(), scope)).toEqual({ limits: {}, settings: {}, flags: {} });
    }
  });

  it('shows what is applied meanwhile in every field that nobody touched', () => {
    const touched = touch(UNTOUCHED, 'limits', 'max_exposure', { value: '1', unit: 'usd' });
    const newer = policy({ limits: { main: { max_open_positions: 9 } } });
    const form = shownForm(appliedOf(newer, SCOPE), touched);
    expect([form.limits.max_exposure.value, form.limits.max_open_positions.value]).toEqual(['1', '9']);
  });

  it('reads back every field of a form as it was applied', () => {
    const full = policy({
      limits: { main: { max_daily_loss: { value: '5', unit: 'percent' }, price_band_percent: '2.5' } },
      accounts: {
        main: {
          enabled: false,
          exchanges: ['sim'],
          strategies: ['(none)', 'a*'],
          markets: [],
          max_size: '0.5',
          approval: { valid_minutes: 30 },
          valid_until: '2026-12-31T22:59:30Z',
          trading_hours: { time_zone: 'Europe/Oslo', windows: [{ days: [1, 5], from: '22:00', to: '06:00' }] },
        },
      },
    });
    const form = formOf(appliedOf(full, SCOPE));
    expect(form.flags.valid_until).toBe('2026-12-31T22:59:30');
    expect(readDraft(full, SCOPE, form, 'USDT')).toEqual({ changes: [], lines: [], problems: new Map() });
  });
});

describe('the drafts of this window', () => {
  afterEach(() => useRiskDrafts.setState({ drafts: new Map() }));
  const draft = () => useRiskDrafts.getState().drafts.get(scopeKey(SCOPE));

  it('keep the revision that was seen first, until they are carried over', () => {
    riskDrafts.edit(SCOPE, 3, 'flags', 'long_only', true);
    riskDrafts.edit(SCOPE, 4, 'flags', 'max_size', '2');
    expect(draft()).toMatchObject({ base_revision: 3, touched: { flags: { long_only: true, max_size: '2' } } });
    riskDrafts.rebase(SCOPE, 4);
    expect(draft()).toMatchObject({ base_revision: 4, touched: { flags: { long_only: true, max_size: '2' } } });
    riskDrafts.discard(SCOPE);
    expect(draft()).toBeUndefined();
    riskDrafts.rebase(SCOPE, 5);
    expect(draft()).toBeUndefined();
  });

  it('are one a scope, also where an owner is called as an account', () => {
    riskDrafts.edit(SCOPE, 3, 'flags', 'long_only', true);
    riskDrafts.edit({ kind: 'owner', name: 'main' }, 3, 'flags', 'max_size', '1');
    riskDrafts.edit({ kind: 'global' }, 3, 'flags', 'max_size', '1');
    expect(useRiskDrafts.getState().drafts.size).toBe(3);
  });
});
