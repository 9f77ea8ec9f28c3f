import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBinanceServer } from '../venues/binance-server.ts';
import type { VenueHandle } from '../venues/venue-server.ts';
import { foreignHosts, preload } from './preload.ts';
import { openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

const KEYS = { apiKey: 'key-of-swing-0123456789', apiSecret: 'secret-of-swing-0123456789' };
const OTHER = { apiKey: 'key-of-other-0123456789', apiSecret: 'secret-of-other-0123456789' };
const BUY = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01', '--account', 'swing'];

describe('an account whose mode is edited', { timeout: 120_000 }, () => {
  let venue: VenueHandle;
  let desk: Workspace;
  const edit = (change: Record<string, string>): void => {
    for (const [field, value] of Object.entries(change)) desk.env[`QT_ACCOUNT_SWING_${field}`] = value;
  };
  const fire = () => desk.json('signal', 'fire', ...BUY);
  const stops = async (): Promise<Json[]> => (await desk.json('kills', 'list')).document.stops;

  beforeAll(async () => {
    venue = await startBinanceServer({
      accounts: [
        { name: 'one', ...KEYS, balances: { USDT: '100000' } },
        { name: 'two', ...OTHER, balances: { USDT: '100000' } },
      ],
    });
    desk = await openWorkspace();
    edit({ EXCHANGE: 'binance', API_URL: venue.url, API_KEY: KEYS.apiKey, API_SECRET: KEYS.apiSecret });
    Object.assign(desk.env, preload(desk.home));
  });
  afterAll(async () => {
    await desk.close();
    await venue.close();
  });

  it('paper to real: a running engine knows nothing of it; the next one stops the account until it is confirmed', async () => {
    const served = await desk.serve();
    expect((await fire()).document.orders).toMatchObject([{ mode: 'paper', status: 'filled' }]);
    edit({ MODE: 'real' });
    expect((await fire()).document.orders).toMatchObject([{ mode: 'paper', status: 'filled' }]);
    expect((await desk.json('arm', 'swing', '--yes')).document.error.code).toBe('MODE_VIOLATION');
    await served.stop();

    const next = await desk.serve();
    expect(await stops()).toMatchObject([{ code: 'MODE_CHANGED', scope: { kind: 'account', name: 'swing' } }]);
    const armed = await desk.json('arm', 'swing', '--yes');
    expect([armed.code, armed.document.error.code]).toEqual([3, 'ACCOUNT_STOPPED']);
    const refused = await fire();
    expect([refused.code, refused.document.orders]).toEqual([3, []]);
    expect(venue.ledger('one').orders).toEqual([]);

    expect((await desk.json('resume', '--account', 'swing')).code).toBe(2);
    expect((await desk.json('resume', '--account', 'swing', '--yes')).code).toBe(0);
    expect((await fire()).document.error.code).toBe('ACCOUNT_DISARMED');
    expect((await desk.json('arm', 'swing', '--yes')).code).toBe(0);
    expect((await fire()).document.orders).toMatchObject([{ mode: 'real', status: 'filled' }]);
    await next.stop();
    expect(venue.ledger('one').orders).toHaveLength(1);
  });

  it('another key under the same name: likewise, without a running engine too', async () => {
    edit({ API_KEY: OTHER.apiKey, API_SECRET: OTHER.apiSecret });
    const refused = await fire();
    expect(refused.code).toBe(3);
    const codes = (refused.document.decision.checks as Json[]).filter(({ ok }) => !ok).map(({ code }) => code);
    expect(codes).toContain('ACCOUNT_STOPPED');
    const [stop] = await stops();
    expect(stop).toMatchObject({ code: 'MODE_CHANGED', reason: expect.stringMatching(/^another key/) });
    expect((await desk.json('resume', '--account', 'swing', '--yes')).code).toBe(0);
    expect(await stops()).toEqual([]);
    expect((await fire()).document.error.code).toBe('ACCOUNT_DISARMED');
  });

  it('real to paper: asks for nothing, and sends nothing', async () => {
    edit({ MODE: 'paper' });
    expect(await stops()).toEqual([]);
    const signed = venue.signedRequests().length;
    expect((await fire()).document.orders).toMatchObject([{ mode: 'paper', status: 'filled' }]);
    expect(venue.signedRequests()).toHaveLength(signed);
    expect(venue.ledger('two').orders).toEqual([]);
    const records = desk.logRecords().filter(({ message }) => message === 'Account changed');
    expect(records.map(({ mode, account_name: name }) => [name, mode])).toEqual([
      ['swing', 'real'],
      ['swing', 'real'],
      ['swing', 'paper'],
    ]);
    expect(foreignHosts(desk.home)).toEqual([]);
    const secrets = [...Object.values(KEYS), ...Object.values(OTHER)];
    const written = [...desk.files().values()]
      .map((bytes) => bytes.toString('latin1'))
      .concat(desk.transcript)
      .join('\n');
    expect(secrets.filter((secret) => written.includes(secret))).toEqual([]);
  });
});

describe('a first start', () => {
  it('knows of no change: neither of the demo accounts, nor of accounts that are new', async () => {
    const desk = await openWorkspace();
    expect((await desk.json('kills', 'list')).document.stops).toEqual([]);
    desk.env['QT_ACCOUNT_MAIN_SIM_EXCHANGE'] = 'binance';
    desk.env['QT_ACCOUNT_MAIN_SIM_MODE'] = 'real';
    desk.env['QT_ACCOUNT_MAIN_SIM_API_KEY'] = KEYS.apiKey;
    desk.env['QT_ACCOUNT_MAIN_SIM_API_SECRET'] = KEYS.apiSecret;
    desk.env['QT_ACCOUNT_MAIN_SIM_API_URL'] = 'http://127.0.0.1:9';
    expect((await desk.json('accounts', 'list')).document.accounts).toMatchObject([{ name: 'main_sim', mode: 'real' }]);
    expect((await desk.json('kills', 'list')).document.stops).toEqual([]);
    expect(desk.logRecords().filter(({ message }) => message === 'Account changed')).toEqual([]);
    await desk.close();
  });
});
