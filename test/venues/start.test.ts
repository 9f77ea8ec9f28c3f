import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { raw, signed } from './raw-request.ts';

const KEYS = { apiKey: 'spawned-key', apiSecret: 'spawned-secret' };

it('starts a venue of its own with a control port, and ends on SIGTERM', async () => {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('./start.ts', import.meta.url)), 'binance', '--name', 'far'],
    {
      env: { ...process.env, VENUE_API_KEY: KEYS.apiKey, VENUE_API_SECRET: KEYS.apiSecret },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { venue, url, control_url: control } = JSON.parse(line) as Record<string, string>;
    expect(venue).toBe('binance');
    const send = (method: string, path: string, body?: unknown): ReturnType<typeof raw> =>
      raw(`${control}${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

    await send('POST', '/book', { market: 'BTCUSDT', bids: [['100', '1']], asks: [['101', '1']] });
    await send('POST', '/faults', { match: 'order.place', fault: { kind: 'garbage_200', processed: true } });
    const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.5', timestamp: Date.now() };
    const answer = await signed(url ?? '', KEYS, 'POST', '/api/v3/order', order);
    expect(answer.text).toContain('<html>');
    expect((await send('GET', '/faults')).json).toEqual({ pending: 0 });
    expect((await send('GET', '/ledger?account=far')).json).toMatchObject({
      orders: [{ market: 'BTCUSDT', status: 'filled', quoteFilled: '50.5' }],
      balances: { USDT: { free: '9949.5' } },
    });
    const log = await send('GET', '/requests');
    expect(log.json).toMatchObject([
      { route: 'order.place', account: 'far', fault: 'garbage_200', params: { quantity: '0.5' } },
    ]);
    expect(log.text).not.toMatch(/spawned-key|spawned-secret|signature=/);
    expect((await raw(`${url}/ledger?account=far`)).status).toBe(404);
    expect((await send('POST', '/nothing')).status).toBe(400);
  } finally {
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number | null];
    expect(code).toBe(0);
  }
}, 20_000);
