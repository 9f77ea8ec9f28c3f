import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempDir } from '../server/temp-dir.ts';
import { startBinanceServer } from '../venues/binance-server.ts';
import type { VenueAccountOptions } from '../venues/venue-server.ts';
import { qt, serve, startQt } from './qt-process.ts';

const FIRE = ['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01', '--json'];
const KEYS = { apiKey: 'canary-key-0123456789', apiSecret: 'canary-secret-0123456789' };

/** A real account at a venue of its own. */
async function realAccount(permissions: VenueAccountOptions['permissions'] = {}): Promise<Record<string, string>> {
  const venue = await startBinanceServer({ accounts: [{ name: 'main', ...KEYS, permissions }] });
  onTestFinished(() => venue.close());
  return {
    QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance',
    QT_ACCOUNT_MAIN_BINANCE_MODE: 'real',
    QT_ACCOUNT_MAIN_BINANCE_API_KEY: KEYS.apiKey,
    QT_ACCOUNT_MAIN_BINANCE_API_SECRET: KEYS.apiSecret,
    QT_ACCOUNT_MAIN_BINANCE_API_URL: venue.url,
  };
}

describe('qt serve', () => {
  it('takes signals by HTTP and lets qt attach, until it is told to end', async () => {
    const dir = tempDir();
    const served = await serve(dir);
    expect(new URL(served.url).hostname).toBe('127.0.0.1');
    const token = readFileSync(served.token_file, 'utf8').trim();
    const response = await fetch(`${served.url}/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'by-http', symbol: 'BTC/USDT', side: 'long', amount: '0.01' }),
    });
    const document = (await response.json()) as { orders: { id: string }[] };
    expect(response.status).toBe(200);

    // The same id through the other door: the first answer again.
    const again = await qt(dir, [...FIRE, '--id', 'by-http']);
    expect([again.code, (again.json()['orders'] as { id: string }[])[0]?.id]).toEqual([0, document.orders[0]?.id]);
    const other = await fetch(`${served.url}/signals`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: 'by-http', symbol: 'BTC/USDT', side: 'short', amount: '0.01' }),
    });
    expect(other.status).toBe(409);
    const metrics = await fetch(`${served.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    expect(await metrics.text()).toContain('account_orders_total{account_name="main_sim"');

    served.child.kill('SIGTERM');
    expect(await once(served.child, 'exit')).toEqual([0, null]);
    expect(existsSync(path.join(dir, 'engine.sock'))).toBe(false);
    expect((await qt(dir, ['orders', 'list', '--json'])).json()['orders']).toHaveLength(1);
  });

  it('is the one engine on its data directory', async () => {
    const dir = tempDir();
    await serve(dir);
    const second = await qt(dir, ['serve', '--json']);
    expect([second.code, second.json().error?.code]).toEqual([7, 'ENGINE_LOCKED']);
    const parallel = await Promise.all([1, 2, 3].map(() => qt(dir, FIRE)));
    expect(parallel.map((run) => run.code)).toEqual([0, 0, 0]);
  });

  it('arms and disarms; the next start is disarmed', async () => {
    const dir = tempDir();
    const real = await realAccount();
    const first = await serve(dir, real);
    expect((await qt(dir, ['accounts', 'status', '--json'])).json()['accounts']).toMatchObject([{ armed_until: null }]);
    const armed = await qt(dir, ['arm', 'main_binance', '--for', '30m', '--yes', '--json']);
    expect([armed.code, armed.json()]).toMatchObject([0, { account_name: 'main_binance', owner: 'me' }]);
    expect((await qt(dir, ['accounts', 'status', '--json'])).json()['accounts']).toMatchObject([
      { armed_until: armed.json()['armed_until'] },
    ]);
    expect((await qt(dir, ['arm', 'nobody', '--yes', '--json'])).code).toBe(6);
    const disarmed = await qt(dir, ['disarm', '--json']);
    expect(disarmed.json()).toEqual({ real_accounts: 1, armed: [] });

    await qt(dir, ['arm', 'main_binance', '--yes']);
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    await serve(dir, real);
    expect((await qt(dir, ['disarm', '--json'])).json()).toEqual({ real_accounts: 1, armed: [] });
  });

  it('arms with a key that may withdraw only where that is acknowledged by name', async () => {
    const dir = tempDir();
    await serve(dir, await realAccount({ withdraw: true }));
    const arm = (...options: string[]) => qt(dir, ['arm', 'main_binance', '--yes', ...options, '--json']);
    const refused = await arm();
    expect([refused.code, refused.json().error?.code]).toEqual([3, 'KEY_CAN_WITHDRAW']);
    const other = await arm('--acknowledge-withdrawals', 'main_bybit');
    expect([other.code, other.json().error?.code]).toEqual([2, 'INVALID_INPUT']);
    const armed = await arm('--acknowledge-withdrawals', 'Main_Binance');
    expect([armed.code, armed.json()]).toMatchObject([
      0,
      { account_name: 'main_binance', key: { can_withdraw: true } },
    ]);
    // Known from now on.
    await qt(dir, ['disarm']);
    expect((await arm()).code).toBe(0);
  });

  it('leaves nothing in the way when it is killed', async () => {
    const dir = tempDir();
    const { child } = await serve(dir);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(path.join(dir, 'engine.sock'))).toBe(true);
    expect((await qt(dir, FIRE)).code).toBe(0);
    expect((await serve(dir)).url).toContain('127.0.0.1');
  });

  it('that hangs is unreachable, and nothing is opened beside it', async () => {
    const dir = tempDir();
    const { child } = await serve(dir);
    child.kill('SIGSTOP');
    const run = await qt(dir, FIRE);
    child.kill('SIGCONT');
    expect([run.code, run.json().error?.code]).toEqual([7, 'ENGINE_UNREACHABLE']);
    expect((await qt(dir, ['orders', 'list', '--json'])).json()['orders']).toEqual([]);
  });
});

describe('several qt at once, with no engine running', () => {
  it('wait for each other; who gets no turn in time has done nothing', async () => {
    const dir = tempDir();
    await qt(dir, ['accounts', 'list']);
    const runs = await Promise.all([1, 2, 3].map(() => qt(dir, FIRE)));
    const codes = runs.map((run) => run.code);
    const fired = codes.filter((code) => code === 0).length;
    expect(fired).toBeGreaterThan(0);
    expect(codes.filter((code) => code === 7)).toHaveLength(codes.length - fired);
    expect((await qt(dir, ['orders', 'list', '--json'])).json()['orders']).toHaveLength(fired);
  });
});

describe('qt log --follow', () => {
  it('prints a JSON record a line as they come, and is an engine that others can use', async () => {
    const dir = tempDir();
    const child = startQt(dir, ['log', '--follow', '--json']);
    const lines: { message: string }[] = [];
    createInterface(child.stdout).on('line', (line) => lines.push(JSON.parse(line) as { message: string }));
    await expect.poll(() => lines.length, { timeout: 10_000 }).toBeGreaterThan(0);
    const fired = await qt(dir, FIRE);
    expect(fired.code).toBe(0);
    const signalId = fired.json()['signal_id'];
    await expect
      .poll(() => lines.some((line) => JSON.stringify(line).includes(String(signalId))), { timeout: 5_000 })
      .toBe(true);
    expect(new Set(lines.map((line) => JSON.stringify(line))).size).toBe(lines.length);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
