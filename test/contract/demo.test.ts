import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectDecimalStrings, expectFireDocument, expectOrder } from './document-shapes.ts';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

const BUY = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];

describe('the demo workspace, with nothing in the environment', () => {
  let desk: Workspace;
  beforeAll(async () => {
    desk = await openWorkspace();
  });
  afterAll(() => desk.close());

  it('has paper accounts on the built-in market, and a default one', async () => {
    const { code, document } = await desk.json('accounts', 'list');
    expect(code).toBe(0);
    expect(document.accounts.length).toBeGreaterThan(1);
    for (const account of document.accounts) {
      expect(account).toMatchObject({ exchange: 'sim', mode: 'paper', error: null, has_credentials: false });
    }
    expect(document.accounts.map((account: { name: string }) => account.name)).toContain('main_sim');
  });

  it('fires on paper through the default account and keeps the order', async () => {
    const fired = await desk.json('signal', 'fire', ...BUY);
    expect(fired.code).toBe(0);
    expect(fired.stderr).toBe('');
    expectFireDocument(fired.document);
    expect(fired.document).not.toHaveProperty('error');
    expect(fired.document.decision).toMatchObject({
      exchange: 'sim',
      exchange_source: 'default',
      account_name: 'main_sim',
      account_source: 'default',
      mode: 'paper',
    });
    const [order] = fired.document.orders;
    expect(order).toMatchObject({ side: 'buy', type: 'market', amount: '0.01', filled: '0.01', status: 'filled' });

    const listed = await desk.json('orders', 'list');
    expect(listed.document.orders).toEqual([order]);
    const shown = await desk.json('orders', 'show', order.id);
    expect(shown.code).toBe(0);
    expect(shown.document.order).toEqual(order);
    expect(shown.document.decision).toEqual(fired.document.decision);
    expect(shown.document.transitions.at(-1).to).toBe('filled');
    expect(shown.document.fills.length).toBeGreaterThan(0);
    expectDecimalStrings(shown.document);
  });

  it('sells what is held with short, and refuses to sell what is not', async () => {
    const sold = await desk.json('signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'short', '--amount', '0.005');
    expect(sold.code).toBe(0);
    expect(sold.document.orders[0]).toMatchObject({ side: 'sell', status: 'filled' });
    const missing = await desk.json('signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'short', '--amount', '100');
    expect(missing.code).toBe(3);
    expect(missing.document.error.code).toBe('INSUFFICIENT_FUNDS');
    expect(missing.document.orders).toEqual([]);
  });

  it('takes an amount in quote units', async () => {
    const fired = await desk.json('signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--quote-amount', '500');
    expect(fired.code).toBe(0);
    const [order] = fired.document.orders;
    expectOrder(order);
    expect(Number(order.filled) * Number(order.average)).toBeGreaterThan(450);
    expect(Number(order.filled) * Number(order.average)).toBeLessThan(505);
  });

  it('rests a limit order, lists it by status and account, and cancels it once', async () => {
    const limit = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01', '--type', 'limit', '--price', '1000'];
    const fired = await desk.json('signal', 'fire', ...limit, '--account', 'swing_sim');
    expect(fired.code).toBe(0);
    const { id } = fired.document.orders[0];
    expect(fired.document.orders[0]).toMatchObject({
      status: 'open',
      type: 'limit',
      price: '1000',
      filled: '0',
      average: null,
    });

    const ids = async (...filter: string[]): Promise<string[]> => {
      const { document } = await desk.json('orders', 'list', ...filter);
      return document.orders.map((order: { id: string }) => order.id);
    };
    expect(await ids('--status', 'open')).toEqual([id]);
    expect(await ids('--account', 'swing_sim')).toEqual([id]);
    expect(await ids('--account', 'friend_1_sim')).toEqual([]);

    const canceled = await desk.json('orders', 'cancel', id);
    expect(canceled.code).toBe(0);
    expect(canceled.document.order).toMatchObject({ id, status: 'canceled', filled: '0' });
    expect((await desk.json('orders', 'cancel', id)).document.error.code).toBe('ORDER_FINAL');
    expect(await ids('--status', 'open')).toEqual([]);
  });

  it('maps strategies, and the next signal goes there', async () => {
    const set = await desk.json('strategies', 'set', 'alpha', '--account', 'friend_1_sim');
    expect(set.code).toBe(0);
    const listed = await desk.json('strategies', 'list');
    const alpha = listed.document.strategies.find((row: { strategy_id: string }) => row.strategy_id === 'alpha');
    expect(alpha).toMatchObject({ account_name: 'friend_1_sim', exchange: null });

    const mapped = await desk.json('signal', 'fire', ...BUY, '--strategy', 'alpha');
    expect(mapped.document.decision).toMatchObject({ account_name: 'friend_1_sim', account_source: 'strategy_policy' });
    const explicit = await desk.json('signal', 'fire', ...BUY, '--strategy', 'alpha', '--account', 'swing_sim');
    expect(explicit.document.decision).toMatchObject({
      account_name: 'swing_sim',
      account_source: 'signal.account_name',
    });

    expect((await desk.json('strategies', 'unset', 'alpha')).code).toBe(0);
    const after = await desk.json('signal', 'fire', ...BUY, '--strategy', 'alpha');
    expect(after.document.decision).toMatchObject({ account_name: 'main_sim', account_source: 'default' });
    expect((await desk.json('strategies', 'set', 'alpha', '--account', 'nobody')).code).toBe(6);
    expect((await desk.json('strategies', 'set', 'alpha', '--exchange', 'mtgox')).code).toBe(2);
    expect((await desk.json('strategies', 'set', 'alpha')).code).toBe(2);
  });

  it('previews what the firing then decides, without any effect', async () => {
    const before = (await desk.json('orders', 'list')).document.orders.length;
    for (const options of [
      BUY,
      [...BUY, '--strategy', 'demo_swing'],
      [...BUY, '--account', 'nobody'],
      [...BUY, '--exchange', 'kraken'],
    ]) {
      const preview = await desk.json('routes', 'preview', ...options);
      const fired = await desk.json('signal', 'fire', ...options);
      expect(preview.code).toBe(fired.code);
      const comparable = ({ checks, ...decision }: { checks: { code: string; ok: boolean }[] }): unknown => ({
        ...decision,
        // Prices and balances move between the two; what was checked, and with which result, does not.
        checks: checks.map(({ code, ok }) => ({ code, ok })),
      });
      expect(comparable(preview.document.decision)).toEqual(comparable(fired.document.decision));
      expect(preview.document.error ?? null).toEqual(fired.document.error ?? null);
    }
    const after = (await desk.json('orders', 'list')).document.orders.length;
    expect(after).toBe(before + 2);
  });

  it('keeps a routing log that can be filtered', async () => {
    const all = await desk.json('log');
    expect(all.code).toBe(0);
    const records = all.document.records;
    expect(records.length).toBeGreaterThan(5);
    const swing = (await desk.json('log', '--account', 'swing_sim')).document.records;
    expect(swing.length).toBeGreaterThan(0);
    expect(new Set(swing.map((record: { account_name: string }) => record.account_name))).toEqual(
      new Set(['swing_sim']),
    );
    const strategy = (await desk.json('log', '--strategy', 'demo_swing')).document.records;
    expect(new Set(strategy.map((record: { strategy_id: string }) => record.strategy_id))).toEqual(
      new Set(['demo_swing']),
    );
    const source = (await desk.json('log', '--source', 'signal.account_name')).document.records;
    expect(new Set(source.map((record: { source: string }) => record.source))).toEqual(
      new Set(['signal.account_name']),
    );
    const warnings = (await desk.json('log', '--level', 'WARN')).document.records;
    expect(warnings.length).toBeGreaterThan(0);
    for (const { level } of warnings) expect(['WARN', 'ERROR']).toContain(level);
    expect((await desk.json('log', '--since', '2099-01-01')).document.records).toEqual([]);
    expect((await desk.json('log', '--level', 'LOUD')).code).toBe(2);
  });

  it('shows status, balance and a connection test of an account', async () => {
    const status = await desk.json('accounts', 'status');
    expect(status.code).toBe(0);
    expect(status.document.accounts).toHaveLength(3);
    const balance = await desk.json('accounts', 'balance', 'main_sim');
    expect(balance.code).toBe(0);
    const assets = balance.document.balances.map((row: { asset: string }) => row.asset);
    expect(assets).toContain('BTC');
    expectDecimalStrings(balance.document);
    const test = await desk.json('accounts', 'test', 'main_sim');
    expect(test.code).toBe(0);
    expect(test.document).toMatchObject({ account_name: 'main_sim', ok: true, key: null });
  });
});
