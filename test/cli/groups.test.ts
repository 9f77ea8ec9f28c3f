import { describe, expect, it } from 'vitest';
import { tempDir } from '../server/temp-dir.ts';
import { qt, serve } from './qt-process.ts';
import { readFileSync } from 'node:fs';

const ENV = { QT_ACCOUNT_A_EXCHANGE: 'sim', QT_ACCOUNT_B_EXCHANGE: 'sim', QT_ACCOUNT_C_EXCHANGE: 'sim' };
const BUY = ['--symbol', 'BTC/USDT', '--side', 'long'];
const AMOUNT = ['--amount', '0.02'];

describe('qt groups', { timeout: 60_000 }, () => {
  it('makes a group, shows what a signal to it would do, fires it once, and forgets it', async () => {
    const dir = tempDir();
    const run = (...args: string[]) => qt(dir, ['groups', ...args, '--json'], ENV);
    const made = await run('set', 'desk', '--members', 'a, b', '--allocation', 'weights', '--weights', '1,3');
    expect([made.code, made.json()['group']]).toMatchObject([
      0,
      { name: 'desk', mode: 'paper', members: [{ weight: '1' }, { weight: '3' }], revision: 1 },
    ]);
    expect((await run('list')).json()['groups']).toMatchObject([{ name: 'desk', allocation: 'weights' }]);
    expect((await run('show', 'desk')).json()['group']).toMatchObject({ name: 'desk' });

    const preview = await run('preview', 'desk', ...BUY, ...AMOUNT);
    expect([preview.code, preview.json()]).toMatchObject([
      0,
      { placeable: 2, legs: [{ amount: '0.005', order: { amount: '0.005' } }, { amount: '0.015' }], unallocated: '0' },
    ]);
    const fired = await run('fire', 'desk', ...BUY, ...AMOUNT, '--id', 'once');
    expect([fired.code, fired.json()]).toMatchObject([
      0,
      { signal_id: 'once', group: { name: 'desk' }, legs: [{ state: 'placed' }, { state: 'placed' }] },
    ]);
    const again = await run('fire', 'desk', ...BUY, ...AMOUNT, '--id', 'once');
    expect(again.json()['orders']).toEqual(fired.json()['orders']);
    const retried = await run('retry', 'once');
    expect([retried.code, retried.json()['retried'], retried.json()['left']]).toEqual([0, [], []]);
    expect((await run('remove', 'desk')).json()).toEqual({ groups: [] });
    expect((await run('show', 'desk')).code).toBe(6);
    const { orders } = (await qt(dir, ['orders', 'list', '--json'], ENV)).json() as unknown as { orders: unknown[] };
    expect(orders).toHaveLength(2);
  });

  it('places none, or the rest, where a leg cannot be placed; and writes it for people', async () => {
    const dir = tempDir();
    const run = (...args: string[]) => qt(dir, ['groups', ...args], ENV);
    const sizes = await run('set', 'fixed', '--members', 'a,b', '--allocation', 'sizes', '--sizes', '0.01,90000');
    expect([sizes.code, sizes.stdout]).toEqual([0, expect.stringMatching(/fixed.*PAPER.*sizes/s)]);
    const preview = await run('preview', 'fixed', ...BUY);
    expect([preview.code, preview.stdout]).toEqual([3, expect.stringMatching(/1 of 2 legs/)]);
    const none = await run('fire', 'fixed', ...BUY);
    expect([none.code, none.stdout]).toEqual([3, expect.stringContaining('GROUP_LEG_UNPLACEABLE')]);
    const rest = await run('fire', 'fixed', ...BUY, '--place-rest');
    expect([rest.code, rest.stdout]).toEqual([3, expect.stringMatching(/a .*filled.*b .*not placed/s)]);
  });

  it.each<[string, number, string[]]>([
    ['an account that does not exist', 2, ['set', 'x', '--members', 'a,nobody']],
    ['an account twice', 2, ['set', 'x', '--members', 'a,a']],
    ['a weight too few', 2, ['set', 'x', '--members', 'a,b', '--allocation', 'weights', '--weights', '1']],
    ['an allocation that is none', 2, ['set', 'x', '--members', 'a,b', '--allocation', 'luck']],
    ['no members', 2, ['set', 'x']],
    ['a group that does not exist', 6, ['fire', 'nothing', ...BUY, ...AMOUNT]],
    ['an account beside the group', 2, ['fire', 'x', ...BUY, ...AMOUNT, '--account', 'a']],
    ['a signal that never was', 6, ['retry', 'never']],
  ])('refuses %s', async (_what, code, args) => {
    expect((await qt(tempDir(), ['groups', ...args, '--json'], ENV)).code).toBe(code);
  });

  it('is the same through POST /signals, which answers with all legs', async () => {
    const dir = tempDir();
    const set = await qt(dir, ['groups', 'set', 'desk', '--members', 'a,b,c'], ENV);
    expect(set.code).toBe(0);
    const { url, token_file } = await serve(dir, ENV);
    const post = async (body: object) => {
      const response = await fetch(`${url.replace(/\/$/, '')}/signals`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${readFileSync(token_file, 'utf8').trim()}`,
        },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    const signal = { id: 'h1', symbol: 'BTC/USDT', side: 'long', amount: '0.03', group: 'desk' };
    const fired = await post(signal);
    expect(fired).toMatchObject({ status: 200, body: { orders: [{}, {}, {}], legs: [{}, {}, {}] } });
    expect(await post(signal)).toEqual(fired);
    expect(await post({ ...signal, amount: '0.06' })).toMatchObject({
      status: 409,
      body: { error: { code: 'DUPLICATE_SIGNAL' } },
    });
    expect(await post({ ...signal, id: 'h2', group: 'nothing' })).toMatchObject({
      status: 409,
      body: { error: { code: 'GROUP_NOT_FOUND' } },
    });
    expect(await post({ ...signal, id: 'h3', account_name: 'a' })).toMatchObject({ status: 422 });
    const worst = await post({ ...signal, id: 'h4', amount: '0.00000001', unplaceable: 'rest' });
    expect(worst).toMatchObject({ status: 409, body: { orders: [], error: { code: 'GROUP_LEG_UNPLACEABLE' } } });
    expect((await qt(dir, ['groups', 'retry', 'h1', '--json'], ENV)).json()['retried']).toEqual([]);
  });
});
