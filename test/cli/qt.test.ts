import { describe, expect, it } from 'vitest';
import { tempDir } from '../server/temp-dir.ts';
import { qt } from './qt-process.ts';

const FIRE = ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01', '--json'];

describe('qt, alone on a fresh data directory', () => {
  it('opens the demo workspace, fires on paper, and finds the order again', async () => {
    const dir = tempDir();
    const accounts = (await qt(dir, ['accounts', 'list', '--json'])).json()['accounts'] as {
      name: string;
      mode: string;
    }[];
    expect(accounts.map((account) => account.mode)).toEqual(accounts.map(() => 'paper'));
    expect(accounts.map((account) => account.name)).toContain('main_sim');

    const preview = await qt(dir, ['routes', 'preview', ...FIRE.slice(2)]);
    const first = await qt(dir, [...FIRE, '--id', 'once']);
    expect([preview.code, first.code]).toEqual([0, 0]);
    // The simulated price moves on between the two, and with it the figures that the checks quote.
    type Decision = { trace: unknown; checks: { code: string; ok: boolean }[] };
    const [before, after] = [preview, first].map((run) => run.json()['decision'] as Decision);
    expect(before?.trace).toEqual(after?.trace);
    expect(before?.checks.map(({ code, ok }) => [code, ok])).toEqual(after?.checks.map(({ code, ok }) => [code, ok]));
    expect(first.json()).toMatchObject({
      orders: [{ account_name: 'main_sim', status: 'filled', side: 'buy', mode: 'paper' }],
    });

    const again = await qt(dir, [...FIRE, '--id', 'once']);
    expect(again.json()['orders']).toEqual(first.json()['orders']);
    const other = await qt(dir, [...FIRE.map((text) => (text === '0.01' ? '0.02' : text)), '--id', 'once']);
    expect([other.code, other.json().error?.code]).toEqual([3, 'DUPLICATE_SIGNAL']);

    const { orders } = (await qt(dir, ['orders', 'list', '--json'])).json() as { orders?: { id: string }[] };
    expect(orders).toHaveLength(1);
    const shown = await qt(dir, ['orders', 'show', orders?.[0]?.id ?? '', '--json']);
    expect(shown.json()).toMatchObject({ order: orders?.[0], decision: { account_name: 'main_sim' } });
    const { records } = (await qt(dir, ['log', '--json', '--since', '1h'])).json() as { records?: { seq: number }[] };
    expect(records?.map((record) => record.seq)).toEqual(
      records?.map((record) => record.seq).toSorted((a, b) => a - b),
    );
  });

  it('rests a limit order, and cancels it', async () => {
    const dir = tempDir();
    const fired = await qt(dir, [...FIRE, '--type', 'limit', '--price', '1000']);
    const [order] = fired.json()['orders'] as { id: string; status: string }[];
    expect([fired.code, order?.status]).toEqual([0, 'open']);
    const canceled = await qt(dir, ['orders', 'cancel', order?.id ?? '', '--json']);
    expect([canceled.code, canceled.json()['order']]).toMatchObject([0, { id: order?.id, status: 'canceled' }]);
    const unsettled = await qt(dir, ['orders', 'list', '--status', 'unsettled', '--json']);
    expect(unsettled.json()).toEqual({ orders: [] });
  });

  it('changes a resting order, cancels all of an account or a strategy, and closes what is held', async () => {
    const dir = tempDir();
    const rest = async (...options: string[]) => {
      const fired = await qt(dir, [...FIRE, '--type', 'limit', '--price', '1000', ...options]);
      return (fired.json()['orders'] as { id: string; post_only: boolean }[])[0]!;
    };
    const order = await rest('--post-only');
    expect(order.post_only).toBe(true);
    const amended = await qt(dir, ['orders', 'amend', order.id, '--price', '1100', '--amount', '0.02', '--json']);
    expect([amended.code, amended.json()['order']]).toMatchObject([
      0,
      { status: 'open', price: '1100', amount: '0.02', replaces: order.id, post_only: true },
    ]);
    const again = await qt(dir, ['orders', 'amend', order.id, '--price', '1200', '--json']);
    expect([again.code, again.json().error?.code]).toEqual([3, 'ORDER_FINAL']);

    await rest('--strategy', 'momentum', '--account', 'main_sim');
    const strategy = await qt(dir, ['orders', 'cancel', '--strategy', 'momentum', '--all', '--yes', '--json']);
    expect([strategy.code, strategy.json()['results']]).toMatchObject([
      0,
      [{ status: 'canceled', external: false, error: null }],
    ]);
    const account = await qt(dir, [
      'orders',
      'cancel',
      '--account',
      'main_sim',
      '--all',
      '--external',
      '--yes',
      '--json',
    ]);
    expect([account.code, account.json()['results']]).toMatchObject([0, [{ status: 'canceled' }]]);
    const none = await qt(dir, ['orders', 'cancel', '--account', 'main_sim', '--all', '--yes']);
    expect([none.code, none.stdout]).toEqual([0, 'Nothing to cancel.\n']);

    const positions = await qt(dir, ['positions', 'list', '--account', 'main_sim', '--json']);
    expect(positions.json()).toMatchObject({
      positions: expect.arrayContaining([expect.objectContaining({ symbol: 'BTC/USDT', side: 'long', amount: '1' })]),
      unread: [],
    });
    const closed = await qt(dir, ['positions', 'close', 'main_sim', 'BTC/USDT', '--yes', '--json']);
    expect([closed.code, closed.json()['orders']]).toMatchObject([
      0,
      [{ side: 'sell', type: 'market', amount: '1', account_name: 'main_sim' }],
    ]);
    const left = await qt(dir, ['positions', 'list', '--json']);
    const held = (left.json()['positions'] as { account_name: string; symbol: string }[]).filter(
      (row) => row.account_name === 'main_sim' && row.symbol === 'BTC/USDT',
    );
    expect(held).toEqual([]);
    const nothing = await qt(dir, ['positions', 'close', 'main_sim', 'BTC/USDT', '--yes', '--json']);
    expect([nothing.code, nothing.json().error?.code]).toEqual([3, 'NO_POSITION']);
  });

  it('maps a strategy, and routes by the map at once', async () => {
    const dir = tempDir();
    const set = await qt(dir, ['strategies', 'set', 'momentum', '--account', 'swing_sim', '--json']);
    expect(set.json()['strategies']).toContainEqual(
      expect.objectContaining({ strategy_id: 'momentum', account_name: 'swing_sim', exchange: null }),
    );
    const fired = await qt(dir, [...FIRE, '--strategy', 'momentum']);
    expect(fired.json()['decision']).toMatchObject({ account_name: 'swing_sim', account_source: 'strategy_policy' });
    const unset = (await qt(dir, ['strategies', 'unset', 'momentum', '--json'])).json();
    expect(unset['revision']).toBe(Number(set.json()['revision']) + 1);
    expect((await qt(dir, ['strategies', 'unset', 'momentum', '--json'])).json()['revision']).toBe(unset['revision']);
  });
});

describe('exit codes, each with one JSON document on stdout', () => {
  const signal = FIRE.slice(2, -1);
  it.each<[args: string[], exit: number, code: string]>([
    [[], 2, 'INVALID_INPUT'],
    [['accounts'], 2, 'INVALID_INPUT'],
    [['accounts', 'steal'], 2, 'INVALID_INPUT'],
    [['accounts', 'list', '--bogus'], 2, 'INVALID_INPUT'],
    [['accounts', 'test'], 2, 'INVALID_INPUT'],
    [['accounts', 'test', 'nobody'], 6, 'ACCOUNT_NOT_FOUND'],
    [['accounts', 'balance', 'nobody'], 6, 'ACCOUNT_NOT_FOUND'],
    [['accounts', 'balance', 'not a name'], 2, 'INVALID_INPUT'],
    [['strategies', 'set', 's'], 2, 'INVALID_INPUT'],
    [['strategies', 'set', 's', '--exchange', 'mtgox'], 2, 'INVALID_INPUT'],
    [['strategies', 'set', 's', '--account', 'nobody'], 6, 'ACCOUNT_NOT_FOUND'],
    [['signal', 'fire'], 2, 'INVALID_SIGNAL'],
    [['signal', 'fire', ...signal, '--quote-amount', '5'], 2, 'INVALID_SIGNAL'],
    [['signal', 'fire', ...signal, '--score', 'high'], 2, 'INVALID_SIGNAL'],
    [['signal', 'fire', ...signal, '--score', ''], 2, 'INVALID_SIGNAL'],
    [['signal', 'fire', ...signal, '--exchange', 'mtgox'], 2, 'INVALID_SIGNAL'],
    [['signal', 'fire', ...signal, '--account', 'nobody'], 3, 'ACCOUNT_NOT_FOUND'],
    [['signal', 'fire', ...signal, '--exchange', 'kraken'], 3, 'NO_DEFAULT_ACCOUNT'],
    [['routes', 'preview', ...signal, '--account', 'nobody'], 3, 'ACCOUNT_NOT_FOUND'],
    [['routes', 'preview', '--symbol', 'BTC/USDT'], 2, 'INVALID_SIGNAL'],
    [['orders', 'show', 'ord_none'], 6, 'ORDER_NOT_FOUND'],
    [['orders', 'cancel', 'ord_none'], 6, 'ORDER_NOT_FOUND'],
    [['orders', 'cancel'], 2, 'INVALID_INPUT'],
    [['orders', 'cancel', '--all', '--yes'], 2, 'INVALID_INPUT'],
    [['orders', 'cancel', '--all', '--account', 'main_sim'], 2, 'INVALID_INPUT'],
    [['orders', 'cancel', 'ord_none', '--all', '--account', 'main_sim', '--yes'], 2, 'INVALID_INPUT'],
    [['orders', 'cancel', 'ord_none', '--external'], 2, 'INVALID_INPUT'],
    [['orders', 'cancel', '--all', '--strategy', 's', '--external', '--yes'], 2, 'INVALID_INPUT'],
    [['orders', 'cancel', '--all', '--account', 'nobody', '--yes'], 6, 'ACCOUNT_NOT_FOUND'],
    [['orders', 'amend', 'ord_none'], 2, 'INVALID_INPUT'],
    [['orders', 'amend', 'ord_none', '--price', 'high'], 2, 'INVALID_INPUT'],
    [['orders', 'amend', 'ord_none', '--price', '1'], 6, 'ORDER_NOT_FOUND'],
    [['positions', 'list', '--account', 'nobody'], 6, 'ACCOUNT_NOT_FOUND'],
    [['positions', 'close', 'main_sim', 'BTC/USDT'], 2, 'INVALID_INPUT'],
    [['positions', 'close', 'nobody', 'BTC/USDT', '--yes'], 6, 'ACCOUNT_NOT_FOUND'],
    [['signal', 'fire', ...signal, '--post-only'], 2, 'INVALID_SIGNAL'],
    [['signal', 'fire', ...signal, '--reduce-only'], 3, 'ORDER_OPTION'],
    [['orders', 'list', '--status', 'lost'], 2, 'INVALID_INPUT'],
    [['orders', 'list', '--limit', '0'], 2, 'INVALID_INPUT'],
    [['log', '--since', 'yesterday'], 2, 'INVALID_INPUT'],
    [['log', '--level', 'loud'], 2, 'INVALID_INPUT'],
    [['arm', 'main_sim'], 2, 'INVALID_INPUT'],
    [['arm', 'main_sim', '--yes', '--for', '48h'], 2, 'INVALID_INPUT'],
    [['arm', 'main_sim', '--yes'], 7, 'NO_ENGINE'],
    [['serve', '--port', 'high'], 2, 'INVALID_INPUT'],
  ])('%j: %i %s', async (args, exit, code) => {
    const run = await qt(tempDir(), [...args, '--json']);
    expect([run.code, run.json().error?.code]).toEqual([exit, code]);
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  it('disarms where no engine runs: there is nothing armed', async () => {
    const run = await qt(tempDir(), ['disarm', '--json']);
    expect([run.code, run.json()]).toEqual([0, { armed: [] }]);
  });

  it('keeps the whole document of a refused signal', async () => {
    const run = await qt(tempDir(), [...FIRE, '--account', 'nobody']);
    expect(run.json()).toMatchObject({
      orders: [],
      decision: { trace: [{}, {}, {}] },
      error: { code: 'ACCOUNT_NOT_FOUND' },
    });
    expect(run.json()).toHaveProperty('signal_id');
  });
});

describe('for people', () => {
  it('prints aligned words without colour codes, and errors to stderr', async () => {
    const dir = tempDir();
    const list = await qt(dir, ['accounts', 'list']);
    expect(list.stdout).toMatch(/^ACCOUNT +MODE +EXCHANGE/);
    expect(list.stdout).toContain('PAPER');
    expect(list.stdout).not.toContain('\u001b');
    const failed = await qt(dir, ['orders', 'show', 'ord_none']);
    expect([failed.code, failed.stdout]).toEqual([6, '']);
    expect(failed.stderr).toContain('ORDER_NOT_FOUND');
  });

  it('explains itself', async () => {
    const help = await qt(tempDir(), ['signal', 'fire', '--help']);
    expect([help.code, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('--quote-amount <n>');
    expect(help.stdout).toContain('--json');
  });
});
