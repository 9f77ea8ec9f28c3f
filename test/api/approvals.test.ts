import { describe, expect, it, onTestFinished } from 'vitest';
import { createCaller } from '../../electron/api/router.ts';
import { openEngine } from '../../electron/engine/engine.ts';
import { groupSchema } from '../../shared/schema/group.ts';
import { arm } from '../support/arm.ts';
import { tempDir } from '../support/temp-dir.ts';
import { account, askFirst, newest } from '../engine/approvals/ask-first.ts';
import { openSimEngine, signal } from '../engine/sim-engine.ts';
import { startBinanceServer } from '../venues/binance-server.ts';

const PAPER = { exchange: 'sim', mode: 'paper', testnet: false } as const;
const refused = (code: string) => expect.objectContaining({ cause: expect.objectContaining({ code }) });

describe('a yes that a page speaks', () => {
  it('fires a paper signal, of one account or of a group, without another question', async () => {
    const { engine } = await openSimEngine({ QT_ACCOUNT_A_EXCHANGE: 'sim', QT_ACCOUNT_B_EXCHANGE: 'sim' });
    const page = createCaller({ engine, door: 'page' });
    const members = [{ account_name: 'a' }, { account_name: 'b' }];
    engine.groups.set(groupSchema.parse({ name: 'desk', allocation: 'equal', members }), null, 'cli');
    askFirst(engine, account('a'));

    await engine.signals.fire(signal({ account_name: 'a' }), 'http');
    const shownGroup = { revision: 1, mode: 'paper', testnet: false } as const;
    const { id } = newest(engine);
    await expect(page.approvals.approve({ id, shown: shownGroup })).rejects.toEqual(refused('INVALID_INPUT'));
    const fired = await page.approvals.approve({ id, shown: { ...PAPER, account_name: 'a' } });
    expect(fired.orders).toMatchObject([{ account_name: 'a', status: 'filled' }]);

    await engine.signals.fire(signal({ group: 'desk' }), 'http');
    const group = newest(engine).id;
    const elsewhere = page.approvals.approve({ id: group, shown: { ...PAPER, account_name: 'a' } });
    await expect(elsewhere).rejects.toEqual(refused('INVALID_INPUT'));
    expect((await page.approvals.approve({ id: group })).legs).toMatchObject([
      { state: 'placed' },
      { state: 'placed' },
    ]);
    expect(engine.approvals.get(group)).toMatchObject({ state: 'approved', decided_by: 'page' });
  });

  it('is none for real money where nobody can be asked outside of the page: the signal goes on waiting', async () => {
    const keys = { apiKey: 'key-of-main-0123456789', apiSecret: 'secret-of-main-0123456789' };
    const venue = await startBinanceServer({ accounts: [{ name: 'main', ...keys, balances: { USDT: '10000' } }] });
    onTestFinished(() => venue.close());
    const engine = await openEngine({
      dataDir: tempDir(),
      env: {
        QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance',
        QT_ACCOUNT_MAIN_BINANCE_MODE: 'real',
        QT_ACCOUNT_MAIN_BINANCE_API_KEY: keys.apiKey,
        QT_ACCOUNT_MAIN_BINANCE_API_SECRET: keys.apiSecret,
        QT_ACCOUNT_MAIN_BINANCE_API_URL: venue.url,
      },
    });
    onTestFinished(() => engine.close());
    await arm(engine, 'main_binance');
    askFirst(engine, account('main_binance'));
    await engine.signals.fire(signal({ account_name: 'main_binance' }), 'http');
    const { id } = newest(engine);
    const page = createCaller({ engine, door: 'page' });
    await expect(page.approvals.approve({ id })).rejects.toEqual(refused('CONFIRMATION_UNAVAILABLE'));
    expect([newest(engine).state, venue.ledger('main').orders]).toEqual(['waiting', []]);
    expect((await page.approvals.decline({ id })).state).toBe('declined');
  });
});
