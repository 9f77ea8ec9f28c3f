import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/engine/store/sqlite.ts';
import type { ConfirmedAction } from '../../../shared/schema/confirmation.ts';
import { openSimEngine } from '../sim-engine.ts';

const SECRET = 'canarySECRET0123456789abcdef';
const ACTION: ConfirmedAction = {
  action: 'fire',
  account_name: 'main_binance',
  by: 'hold',
  sentence: 'Buy 0.01 BTC at market, about 600.00 USDT',
  facts: [{ label: 'Strategy', value: SECRET }],
};

describe('what an operator confirmed', () => {
  it('is in the audit chain with its door and its words, and without a credential that somebody put into them', async () => {
    const { engine, dataDir } = await openSimEngine({
      QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance',
      QT_ACCOUNT_MAIN_BINANCE_MODE: 'real',
      QT_ACCOUNT_MAIN_BINANCE_API_KEY: 'canaryKEY0123456789abcdef',
      QT_ACCOUNT_MAIN_BINANCE_API_SECRET: SECRET,
    });
    engine.confirmations.record(ACTION, 'page');
    await engine.close();
    const db = openDatabase(path.join(dataDir, 'journal.db'), { synchronous: 'FULL' });
    const rows = db.all<{ subject: string; body: string }>(
      "SELECT subject, body FROM audit WHERE kind = 'action_confirmed'",
    );
    db.close();
    expect(rows.map(({ subject }) => subject)).toEqual(['main_binance']);
    expect(JSON.parse(rows[0]?.body ?? '')).toEqual({
      action: 'fire',
      account_name: 'main_binance',
      by: 'hold',
      door: 'page',
      sentence: ACTION.sentence,
      facts: [{ label: 'Strategy', value: '[secret]' }],
    });
  });
});
