import { describe, expect, it, onTestFinished } from 'vitest';
import { AccountRegistry } from '../../electron/engine/accounts/registry.ts';
import { createExchangeHealth } from '../../electron/engine/venues/health/exchange-health.ts';
import { createVenuePool } from '../../electron/engine/venues/venue-pool.ts';
import type { PlacedFrom } from '../../electron/engine/venues/venue-pool.ts';
import { paperAccount, realAccount } from '../support/accounts.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { createMemoryLog } from '../support/memory-log.ts';
import { createSeededIds } from '../support/seeded-ids.ts';
import { tempJournal } from '../support/temp-journal.ts';

function desk() {
  const registry = new AccountRegistry();
  registry.register(realAccount('a'));
  registry.register(realAccount('a_testnet', { testnet: true }));
  registry.register(paperAccount('p', { exchange: 'sim' }));
  registry.register(paperAccount('p2', { exchange: 'sim' }));
  registry.register(realAccount('k', { exchange: 'kraken', market: 'swap' }));
  registry.registerBroken({ ...registry.get('a'), name: 'broken', error: { code: 'INVALID_MODE', message: 'x' } });
  const clock = createFakeClock();
  const log = createMemoryLog();
  const fetch = () => Promise.reject(new Error('no network in this test'));
  const health = createExchangeHealth(clock, () => {});
  const ids = createSeededIds('pool', clock);
  const pool = createVenuePool({ registry, db: tempJournal(), log, clock, ids, health, fetch });
  onTestFinished(() => pool.close());
  return { pool, log };
}

const from = (change: Partial<PlacedFrom>): PlacedFrom => ({
  account_name: 'a',
  exchange: 'binance',
  mode: 'real',
  testnet: 0,
  symbol: 'BTC/USDT',
  ...change,
});

describe('the seat of an order', () => {
  it.each<[Partial<PlacedFrom>, boolean]>([
    [{}, true],
    [{ account_name: 'a_testnet', testnet: 1 }, true],
    [{ account_name: 'p', exchange: 'sim', mode: 'paper' }, true],
    [{ mode: 'paper' }, false],
    [{ testnet: 1 }, false],
    [{ exchange: 'firi' }, false],
    [{ account_name: 'a_testnet' }, false],
    [{ account_name: 'p', exchange: 'sim' }, false],
    [{ account_name: 'nobody' }, false],
    [{ account_name: 'broken' }, false],
    [{ symbol: 'BTC/USDT:USDT' }, false],
  ])('of %j is there: %s', (change, there) => {
    const { pool } = desk();
    expect(pool.hasSeatOf(from(change))).toBe(there);
    if (there) expect(pool.seatOf(from(change))).toBe(pool.venue(from(change).account_name));
    else expect(() => pool.seatOf(from(change))).toThrow(expect.objectContaining({ code: 'ACCOUNT_INVALID' }));
  });
});

describe('the mark of a seat', () => {
  it('is another one for another key or address, and none on paper', () => {
    const { pool } = desk();
    const mark = pool.seatMark('a');
    expect(mark).toMatch(/^[0-9a-f]{16}$/);
    expect(pool.seatMark('a_testnet')).not.toBe(mark);
    expect([pool.seatMark('p'), pool.seatMark('nobody')]).toEqual([null, null]);
    expect(pool.isSameSeat({ ...from({}), seat: mark })).toBe(true);
    expect(pool.isSameSeat({ ...from({}), seat: pool.seatMark('a_testnet') })).toBe(false);
    expect(pool.isSameSeat({ ...from({ account_name: 'p' }), seat: null })).toBe(true);
  });
});

describe('venue pool', () => {
  it('opens one client an account, on first use, and says so', () => {
    const { pool, log } = desk();
    expect(log.records).toEqual([]);
    expect(pool.venue('p')).toBe(pool.venue('p'));
    expect(pool.venue('p2')).not.toBe(pool.venue('p'));
    expect(pool.venue('p2').market).toBe(pool.venue('p').market);
    expect(log.records.map((record) => [record.message, record.account_name, record.mode, record.testnet])).toEqual([
      ['Creating exchange client for account', 'p', 'paper', false],
      ['Creating exchange client for account', 'p2', 'paper', false],
    ]);
  });

  it('shares no market between an exchange and its test network, and shows prices of the former', () => {
    const { pool } = desk();
    expect(pool.venue('a').market).not.toBe(pool.venue('a_testnet').market);
    expect(pool.market('binance')).toBe(pool.venue('a').market);
  });

  it('refuses what it cannot trade on', () => {
    const { pool } = desk();
    expect(() => pool.venue('k')).toThrow(expect.objectContaining({ code: 'INVALID_MARKET' }));
    for (const name of ['broken', 'nobody']) {
      expect(() => pool.venue(name)).toThrow(expect.objectContaining({ code: 'ACCOUNT_INVALID' }));
    }
  });
});
