import { statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBinanceServer } from '../venues/binance-server.ts';
import type { VenueHandle } from '../venues/venue-server.ts';
import { openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

describe('the log', () => {
  let desk: Workspace;
  let venue: VenueHandle;
  let records: Json[];
  let fired: Json;
  beforeAll(async () => {
    venue = await startBinanceServer({ accounts: [] });
    desk = await openWorkspace({
      QT_ACCOUNT_MAIN_SIM_EXCHANGE: 'sim',
      QT_ACCOUNT_NET_EXCHANGE: 'binance',
      QT_ACCOUNT_NET_TESTNET: 'true',
      QT_ACCOUNT_NET_API_URL: venue.url,
      QT_DEFAULT_EXCHANGE: 'sim',
    });
    const order = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];
    await desk.json('signal', 'fire', ...order, '--strategy', 'scalper');
    fired = (await desk.json('signal', 'fire', ...order, '--account', 'net', '--strategy', 'scalper')).document;
    await desk.json('signal', 'fire', ...order, '--account', 'nobody');
    records = desk.logRecords();
  });
  afterAll(async () => {
    await desk.close();
    await venue.close();
  });

  const all = (message: string): Json[] => records.filter((record) => record.message === message);

  it('is one JSON object a line with level, message and time, in files that only the owner can read', () => {
    expect(records.length).toBeGreaterThan(5);
    for (const record of records) {
      expect(['DEBUG', 'INFO', 'WARN', 'ERROR']).toContain(record.level);
      expect(record.message).toEqual(expect.any(String));
      expect(new Date(record.time).toISOString()).toBe(record.time);
      expect(Math.abs(Date.now() - Date.parse(record.time))).toBeLessThan(120_000);
    }
    for (const file of desk.files().keys()) expect(statSync(file).mode & 0o077, file).toBe(0);
  });

  it('says "Creating exchange client for account" with account, exchange, testnet and mode', () => {
    expect(all('Creating exchange client for account')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          level: 'INFO',
          account_name: 'main_sim',
          exchange: 'sim',
          testnet: false,
          mode: 'paper',
        }),
        expect.objectContaining({
          level: 'INFO',
          account_name: 'net',
          exchange: 'binance',
          testnet: true,
          mode: 'paper',
        }),
      ]),
    );
  });

  it('says "Using explicit account from signal" for an explicit account alone', () => {
    const explicit = all('Using explicit account from signal');
    expect(explicit).toHaveLength(1);
    expect(explicit[0]).toMatchObject({
      level: 'INFO',
      account_name: 'net',
      exchange: 'binance',
      strategy_id: 'scalper',
      source: 'signal.account_name',
      signal_id: fired.signal_id,
      testnet: true,
      mode: 'paper',
    });
  });

  it('says "Resolved account for signal" for every signal that found one, with its source', () => {
    const resolved = all('Resolved account for signal');
    expect(resolved.map(({ account_name, source }) => [account_name, source])).toEqual([
      ['main_sim', 'default'],
      ['net', 'signal.account_name'],
    ]);
    for (const record of resolved)
      expect(record).toMatchObject({ strategy_id: 'scalper', signal_id: expect.any(String), mode: 'paper' });
  });

  it('names the order in what it tells of it, and a refusal with its code', () => {
    const [order] = fired.orders;
    expect(order.status).toBe('filled');
    expect(records.find((record) => record.order_id === order.id)).toMatchObject({
      account_name: 'net',
      exchange: 'binance',
      signal_id: fired.signal_id,
      strategy_id: 'scalper',
      testnet: true,
      mode: 'paper',
    });
    expect(records.find((record) => record.code === 'ACCOUNT_NOT_FOUND')).toMatchObject({
      level: 'WARN',
      signal_id: expect.any(String),
    });
  });

  it('the same records come from qt log', async () => {
    const { document } = await desk.json('log', '--account', 'net');
    const told = document.records.map(({ seq: _, ...record }: Json) => record);
    const written = records.filter((record) => record.account_name === 'net');
    expect(told.slice(0, written.length)).toEqual(written);
  });
});
