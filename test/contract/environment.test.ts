import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openWorkspace } from './workspace.ts';
import type { Json, Workspace } from './workspace.ts';

const open: Workspace[] = [];
afterEach(async () => {
  for (const desk of open.splice(0)) await desk.close();
});

async function workspace(env: Record<string, string>): Promise<Workspace> {
  const desk = await openWorkspace(env);
  open.push(desk);
  return desk;
}

async function accountsOf(desk: Workspace): Promise<Record<string, Json>> {
  const { code, document } = await desk.json('accounts', 'list');
  expect(code).toBe(0);
  return Object.fromEntries(document.accounts.map((account: { name: string }) => [account.name, account]));
}

async function accountsWith(env: Record<string, string>): Promise<Record<string, Json>> {
  return accountsOf(await workspace(env));
}

/** `{ A: { EXCHANGE: 'binance' } }` as variables. */
function declare(accounts: Record<string, Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(accounts).flatMap(([name, fields]) =>
      Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_${name}_${field}`, value]),
    ),
  );
}

const KEYS = { API_KEY: 'key-123456', API_SECRET: 'secret-123456' };

describe('QT_ACCOUNT variables', () => {
  it('are read field by field, names in lower case and with underscores', async () => {
    const accounts = await accountsWith(
      declare({
        MAIN_BINANCE: { EXCHANGE: 'binance', MODE: 'real', ...KEYS },
        MY_API_KEY_FRIEND_1: { EXCHANGE: 'okx', MODE: 'real', ...KEYS, PASSPHRASE: 'phrase-1', OWNER: 'Ola Nordmann' },
        FIRI_CLIENT: { EXCHANGE: 'firi', MODE: 'real', ...KEYS, CLIENT_ID: 'client-1', DESCRIPTION: 'a = b # c' },
        TEST_NET: { EXCHANGE: 'binance', MODE: 'real', TESTNET: 'true', MARKET: 'swap', ...KEYS },
        PAPER: { EXCHANGE: 'kraken', ...KEYS },
        LOCAL: { EXCHANGE: 'binance', API_URL: 'http://127.0.0.1:9/base/' },
        S: { EXCHANGE: 'sim' },
      }),
    );
    expect(Object.keys(accounts).sort()).toEqual(
      ['firi_client', 'local', 'main_binance', 'my_api_key_friend_1', 'paper', 's', 'test_net'].sort(),
    );
    for (const account of Object.values(accounts)) expect(account.error, account.name).toBeNull();
    expect(accounts['main_binance']).toMatchObject({
      exchange: 'binance',
      mode: 'real',
      testnet: false,
      market: 'spot',
      owner: 'me',
      has_credentials: true,
    });
    expect(accounts['my_api_key_friend_1']).toMatchObject({ exchange: 'okx', mode: 'real', owner: 'Ola Nordmann' });
    expect(accounts['firi_client']).toMatchObject({ exchange: 'firi', mode: 'real', description: 'a = b # c' });
    expect(accounts['test_net']).toMatchObject({ testnet: true, market: 'swap' });
    expect(accounts['paper']).toMatchObject({ mode: 'paper' });
    expect(accounts['local'].api_url).toBe('http://127.0.0.1:9/base');
    expect(accounts['s']).toMatchObject({ exchange: 'sim', mode: 'paper' });
  });

  it('give paper where no mode is set, whatever keys are there', async () => {
    const accounts = await accountsWith(
      declare({ A: { EXCHANGE: 'binance', ...KEYS }, B: { EXCHANGE: 'firi', ...KEYS, MODE: 'paper' } }),
    );
    expect(accounts['a'].mode).toBe('paper');
    expect(accounts['b'].mode).toBe('paper');
  });

  it('are refused one by one with a code each, and harm no other account', async () => {
    const refused: Record<string, [code: string, fields: Record<string, string>]> = {
      NO_EXCHANGE: ['MISSING_EXCHANGE', { ...KEYS }],
      BAD_EXCHANGE: ['UNKNOWN_EXCHANGE', { EXCHANGE: 'mtgox' }],
      BAD_MODE: ['INVALID_MODE', { EXCHANGE: 'binance', MODE: 'live' }],
      REAL_SIM: ['INVALID_MODE', { EXCHANGE: 'sim', MODE: 'real' }],
      BAD_BOOL: ['INVALID_BOOLEAN', { EXCHANGE: 'binance', TESTNET: 'yes' }],
      NO_NET_1: ['TESTNET_UNAVAILABLE', { EXCHANGE: 'kraken', TESTNET: 'true' }],
      NO_NET_2: [
        'TESTNET_UNAVAILABLE',
        { EXCHANGE: 'firi', TESTNET: 'true', MODE: 'real', ...KEYS, CLIENT_ID: 'client-1' },
      ],
      NO_NET_3: ['TESTNET_UNAVAILABLE', { EXCHANGE: 'kucoin', TESTNET: 'true' }],
      BAD_MARKET: ['INVALID_MARKET', { EXCHANGE: 'binance', MARKET: 'margin' }],
      NO_SWAP: ['INVALID_MARKET', { EXCHANGE: 'firi', MARKET: 'swap' }],
      NO_KEY: ['MISSING_CREDENTIALS', { EXCHANGE: 'binance', MODE: 'real', API_SECRET: 'secret-123456' }],
      NO_SECRET: ['MISSING_CREDENTIALS', { EXCHANGE: 'bybit', MODE: 'real', API_KEY: 'key-123456' }],
      NO_PHRASE: ['MISSING_CREDENTIALS', { EXCHANGE: 'okx', MODE: 'real', ...KEYS }],
      NO_PHRASE_2: ['MISSING_CREDENTIALS', { EXCHANGE: 'kucoin', MODE: 'real', ...KEYS }],
      NO_CLIENT: ['MISSING_CREDENTIALS', { EXCHANGE: 'firi', MODE: 'real', ...KEYS }],
      PLAIN_HTTP: ['INVALID_API_URL', { EXCHANGE: 'binance', API_URL: 'http://example.com' }],
      HTTP_LOOKALIKE: ['INVALID_API_URL', { EXCHANGE: 'binance', API_URL: 'http://127.0.0.1.example.com' }],
      HTTP_USER: ['INVALID_API_URL', { EXCHANGE: 'binance', API_URL: 'http://127.0.0.1@example.com' }],
      FTP: ['INVALID_API_URL', { EXCHANGE: 'binance', API_URL: 'ftp://127.0.0.1' }],
      NO_URL: ['INVALID_API_URL', { EXCHANGE: 'binance', API_URL: 'not a url' }],
      MISSPELT: ['UNKNOWN_VARIABLE', { EXCHANGE: 'binance', TESNET: 'true' }],
    };
    const good = { GOOD_1: { EXCHANGE: 'sim' }, GOOD_2: { EXCHANGE: 'binance', MODE: 'real', ...KEYS } };
    const broken = Object.fromEntries(Object.entries(refused).map(([name, [, fields]]) => [name, fields]));
    const desk = await workspace(declare({ ...broken, ...good }));
    const accounts = await accountsOf(desk);

    const codes = Object.fromEntries(
      Object.keys(refused).map((name) => [name, accounts[name.toLowerCase()]?.error?.code]),
    );
    expect(codes).toEqual(Object.fromEntries(Object.entries(refused).map(([name, [code]]) => [name, code])));
    for (const name of Object.keys(refused)) {
      expect(accounts[name.toLowerCase()].error.message.length, name).toBeGreaterThan(10);
    }
    expect(accounts['good_1'].error).toBeNull();
    expect(accounts['good_2'].error).toBeNull();

    const order = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];
    expect((await desk.json('signal', 'fire', ...order, '--account', 'good_1')).code).toBe(0);
    const refusal = await desk.json('signal', 'fire', ...order, '--account', 'no_phrase');
    expect(refusal.code).toBe(3);
    expect(refusal.document.orders).toEqual([]);
  });

  it('that differ in case only are a duplicate', async () => {
    const accounts = await accountsWith({
      ...declare({ TWICE: { EXCHANGE: 'sim' }, Twice: { EXCHANGE: 'binance' }, ONCE: { EXCHANGE: 'sim' } }),
    });
    expect(accounts['twice'].error.code).toBe('ACCOUNT_DUPLICATE');
    expect(accounts['once'].error).toBeNull();
  });

  it('take https anywhere and http on every loopback name as API_URL', async () => {
    const urls = [
      'https://proxy.example.com/binance',
      'http://localhost:8080',
      'http://[::1]:8080',
      'http://127.0.0.1:8080',
    ];
    const accounts = await accountsWith(
      declare(Object.fromEntries(urls.map((url, i) => [`U${i}`, { EXCHANGE: 'binance', API_URL: url }]))),
    );
    urls.forEach((url, i) => expect(accounts[`u${i}`], url).toMatchObject({ error: null, api_url: url }));
  });
});

describe('older single-account variables', () => {
  it('register main_<exchange> in mode real for every exchange', async () => {
    const accounts = await accountsWith({
      BINANCE_API_KEY: 'k-123456',
      BINANCE_API_SECRET: 's-123456',
      BYBIT_API_KEY: 'k-123456',
      BYBIT_API_SECRET: 's-123456',
      KRAKEN_API_KEY: 'k-123456',
      KRAKEN_API_SECRET: 's-123456',
      OKX_API_KEY: 'k-123456',
      OKX_API_SECRET: 's-123456',
      OKX_PASSPHRASE: 'p-123456',
      KUCOIN_API_KEY: 'k-123456',
      KUCOIN_API_SECRET: 's-123456',
      KUCOIN_PASSPHRASE: 'p-123456',
      FIRI_API_KEY: 'k-123456',
      FIRI_SECRET_KEY: 's-123456',
      FIRI_CLIENT_ID: 'c-123456',
    });
    const exchanges = ['binance', 'bybit', 'firi', 'kraken', 'kucoin', 'okx'];
    expect(Object.keys(accounts).sort()).toEqual(exchanges.map((exchange) => `main_${exchange}`));
    for (const exchange of exchanges) {
      expect(accounts[`main_${exchange}`]).toMatchObject({ exchange, mode: 'real', error: null, owner: 'me' });
    }
  });

  it('yield to QT_ACCOUNT_MAIN_<EXCHANGE>, and are listed with an error where one is missing', async () => {
    const accounts = await accountsWith({
      ...declare({ MAIN_BINANCE: { EXCHANGE: 'binance' } }),
      BINANCE_API_KEY: 'k-123456',
      BINANCE_API_SECRET: 's-123456',
      OKX_API_KEY: 'k-123456',
      OKX_API_SECRET: 's-123456',
    });
    expect(accounts['main_binance']).toMatchObject({ mode: 'paper', error: null });
    expect(accounts['main_okx']).toMatchObject({ mode: 'real', error: { code: 'MISSING_CREDENTIALS' } });
  });
});

describe('the env file', () => {
  const TEXT = [
    '# accounts of this machine',
    'export QT_ACCOUNT_FILE_A_EXCHANGE=kraken',
    "QT_ACCOUNT_FILE_A_DESCRIPTION='with # inside'",
    'QT_ACCOUNT_BOTH_EXCHANGE=binance',
    'QT_ACCOUNT_BOTH_OWNER="from the file"',
    '',
  ].join('\n');

  it('is read from the data directory; the process environment wins', async () => {
    const desk = await workspace(declare({ BOTH: { OWNER: 'from the process' }, ONLY: { EXCHANGE: 'sim' } }));
    desk.write('data/accounts.env', TEXT);
    const accounts = await accountsOf(desk);
    expect(Object.keys(accounts).sort()).toEqual(['both', 'file_a', 'only']);
    expect(accounts['file_a']).toMatchObject({ exchange: 'kraken', description: 'with # inside', error: null });
    expect(accounts['both']).toMatchObject({ exchange: 'binance', owner: 'from the process' });
  });

  it('is read from QT_ENV_FILE, and then not from the data directory', async () => {
    const desk = await workspace({});
    desk.write('data/accounts.env', 'QT_ACCOUNT_UNSEEN_EXCHANGE=sim\n');
    desk.env['QT_ENV_FILE'] = desk.write('elsewhere.env', TEXT);
    expect(Object.keys(await accountsOf(desk)).sort()).toEqual(['both', 'file_a']);
  });

  it.each([
    ['readable by the group', 0o640, TEXT, 'ENV_FILE_PERMISSIONS'],
    ['readable by everybody', 0o604, TEXT, 'ENV_FILE_PERMISSIONS'],
    ['not an env file', 0o600, 'QT_ACCOUNT_X_EXCHANGE=sim\nsomething else\n', 'ENV_FILE_UNREADABLE'],
  ])('that is %s is refused with a clear error, and the environment still counts', async (_, mode, text, code) => {
    const desk = await workspace(declare({ ONLY: { EXCHANGE: 'sim' } }));
    desk.write('data/accounts.env', text, mode);
    expect(Object.keys(await accountsOf(desk))).toEqual(['only']);
    const problems = desk.logRecords().filter((record) => record.level === 'ERROR');
    expect(problems.map((record) => record.code)).toEqual([code]);
  });

  it('that QT_ENV_FILE names and that does not exist is an error, not a demo workspace', async () => {
    const desk = await workspace({ QT_ENV_FILE: '/nowhere/at/all.env' });
    expect(await accountsOf(desk)).toEqual({});
    expect(desk.logRecords().map((record) => record.code)).toContain('ENV_FILE_UNREADABLE');
  });
});

describe('the other variables', () => {
  it('QT_DEFAULT_EXCHANGE decides where a bare signal goes; binance where it is not set', async () => {
    const accounts = declare({ MAIN_SIM: { EXCHANGE: 'sim' } });
    const order = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];
    const bare = await (await workspace(accounts)).json('signal', 'fire', ...order);
    expect(bare.code).toBe(3);
    expect(bare.document.decision).toMatchObject({ exchange: 'binance', exchange_source: 'default' });
    expect(bare.document.error.code).toBe('NO_DEFAULT_ACCOUNT');
    const named = await (await workspace({ ...accounts, QT_DEFAULT_EXCHANGE: 'sim' })).json('signal', 'fire', ...order);
    expect(named.code).toBe(0);
    expect(named.document.decision).toMatchObject({
      exchange: 'sim',
      exchange_source: 'default',
      account_name: 'main_sim',
    });
  });

  it('without QT_DATA_DIR the data lie in the platform folder of this home, private to the owner', async () => {
    const desk = await workspace({});
    delete desk.env['QT_DATA_DIR'];
    expect((await desk.json('accounts', 'list')).code).toBe(0);
    const share = process.platform === 'darwin' ? ['Library', 'Application Support'] : ['.local', 'share'];
    expect(existsSync(path.join(desk.home, ...share, 'quantum-trader-console'))).toBe(true);
    expect([...desk.files().keys()]).toEqual([]);
  });

  it('QT_LOG_LEVEL decides what is recorded', async () => {
    const desk = await workspace({ QT_LOG_LEVEL: 'error' });
    await desk.json('signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01');
    expect(desk.logRecords()).toEqual([]);
  });
});
