import { describe, expect, it } from 'vitest';
import { refusalsByRule } from '../../../renderer/views/risk/refusals-model.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import type { SignalRowDocument } from '../../../shared/schema/order.ts';
import { row } from '../documents.ts';

const NOW = Date.parse('2026-01-02T12:00:00Z');
let count = 0;
const refused = (code: ErrorCode, at: string, over: Partial<SignalRowDocument> = {}): SignalRowDocument =>
  row({ signal_id: `s${(count += 1)}`, received_at: at, source: 'rejected', error: { code, message: '' }, ...over });

describe('refusals by rule', () => {
  const rules = refusalsByRule(
    [
      refused('MAX_EXPOSURE', '2026-01-02T11:00:00.000Z', { mode: 'real' }),
      refused('MAX_EXPOSURE', '2026-01-02T11:30:00.000Z', { mode: 'real', testnet: true, account_name: 'lab' }),
      refused('MAX_EXPOSURE', '2026-01-02T10:00:00.000Z', { mode: 'paper', account_name: 'main_sim' }),
      refused('ACCOUNT_NOT_FOUND', '2026-01-02T11:59:00.000Z', { mode: null, account_name: null }),
      refused('KILL_SWITCH', '2026-01-01T11:59:59.000Z'),
      row({ signal_id: 'placed', received_at: '2026-01-02T11:00:00.000Z' }),
    ],
    NOW,
  );

  it('are those of the last 24 hours, most first', () => {
    expect(rules.map(({ code, total }) => [code, total])).toEqual([
      ['MAX_EXPOSURE', 3],
      ['ACCOUNT_NOT_FOUND', 1],
    ]);
  });

  it('count each mode apart, and know accounts and the newest', () => {
    expect(rules[0]).toMatchObject({
      counts: { real: 1, testnet: 1, paper: 1, unknown: 0 },
      accounts: ['lab', 'main_sim'],
      last_at: '2026-01-02T11:30:00.000Z',
    });
    expect(rules[0]?.rows.map((each) => each.received_at.slice(11, 16))).toEqual(['11:30', '11:00', '10:00']);
    expect(rules[1]).toMatchObject({ counts: { unknown: 1 }, accounts: [] });
  });
});
