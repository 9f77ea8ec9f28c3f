import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadAccounts } from '../../../electron/engine/accounts/load-accounts.ts';
import type { LoadedAccounts } from '../../../electron/engine/accounts/load-accounts.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'qt-accounts-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function load(env: Record<string, string>): LoadedAccounts {
  return loadAccounts({ env, dataDir });
}

function writeFile(lines: string[], options: { name?: string; mode?: number } = {}): string {
  const path = join(dataDir, options.name ?? 'accounts.env');
  writeFileSync(path, lines.join('\n'), { mode: options.mode ?? 0o600 });
  return path;
}

function summary({ registry }: LoadedAccounts): string[] {
  return registry.list().map(({ name, exchange, mode, origin, error }) => {
    return `${name} ${exchange} ${mode} ${origin}${error === null ? '' : ` ${error.code}`}`;
  });
}

function codes({ problems }: LoadedAccounts): string[] {
  return problems.map((problem) => problem.code);
}

const real = { MODE: 'real', API_KEY: 'key-value', API_SECRET: 'secret-value' };
function account(name: string, fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_${name}_${field}`, value]));
}

describe('accounts of the environment', () => {
  it('are loaded, each by its own variables', () => {
    const loaded = load({
      ...account('MAIN_BINANCE', { EXCHANGE: 'binance', ...real }),
      ...account('FRIEND_1_OKX', { EXCHANGE: 'okx', OWNER: 'friend_1', TESTNET: 'true' }),
    });
    expect(summary(loaded)).toEqual(['friend_1_okx okx paper environment', 'main_binance binance real environment']);
    expect(loaded).toMatchObject({ demo: false, defaultExchange: 'binance', problems: [] });
  });

  it('are not taken down by a broken one', () => {
    const loaded = load({
      ...account('GOOD', { EXCHANGE: 'okx' }),
      ...account('BAD', { EXCHANGE: 'mtgox' }),
      ...account('HALF', { EXCHANGE: 'bybit', MODE: 'real', API_KEY: 'key-value' }),
      ...account('LOST', { OWNER: 'nobody' }),
    });
    expect(summary(loaded)).toEqual([
      'bad null paper environment UNKNOWN_EXCHANGE',
      'good okx paper environment',
      'half bybit real environment MISSING_CREDENTIALS',
      'lost null paper environment MISSING_EXCHANGE',
    ]);
    expect(loaded.registry.config('good')).not.toBeNull();
    expect(loaded.registry.config('half')).toBeNull();
  });

  it('do not turn live by a misspelt testnet', () => {
    const loaded = load({
      ...account('A', { EXCHANGE: 'okx', ...real, PASSPHRASE: 'pass-value' }),
      QT_ACCOUNT_A_TESNET: 'true',
    });
    expect(summary(loaded)).toEqual(['a okx real environment UNKNOWN_VARIABLE']);
    expect(loaded.registry.get('a').error?.message).toContain('QT_ACCOUNT_A_TESNET');
    expect(loaded.registry.config('a')).toBeNull();
  });

  it('report a variable that belongs to none', () => {
    const loaded = load({ ...account('A', { EXCHANGE: 'okx' }), QT_ACCOUNT_B_EXCHAGNE: 'okx' });
    expect(summary(loaded)).toEqual(['a okx paper environment']);
    expect(loaded.problems).toEqual([
      { code: 'UNKNOWN_VARIABLE', message: expect.stringContaining('QT_ACCOUNT_B_EXCHAGNE') },
    ]);
  });
});

describe('older single-account variables', () => {
  const all = {
    BINANCE_API_KEY: 'bk-value',
    BINANCE_API_SECRET: 'bs-value',
    BYBIT_API_KEY: 'yk-value',
    BYBIT_API_SECRET: 'ys-value',
    KRAKEN_API_KEY: 'rk-value',
    KRAKEN_API_SECRET: 'rs-value',
    OKX_API_KEY: 'ok-value',
    OKX_API_SECRET: 'os-value',
    OKX_PASSPHRASE: 'op-value',
    KUCOIN_API_KEY: 'uk-value',
    KUCOIN_API_SECRET: 'us-value',
    KUCOIN_PASSPHRASE: 'up-value',
    FIRI_API_KEY: 'fk-value',
    FIRI_SECRET_KEY: 'fs-value',
    FIRI_CLIENT_ID: 'fc-value',
  };

  it('register the main account of their exchange, in mode real', () => {
    const loaded = load(all);
    expect(summary(loaded)).toEqual(
      ['binance', 'bybit', 'firi', 'kraken', 'kucoin', 'okx'].map((name) => `main_${name} ${name} real legacy`),
    );
    const credentials = (name: string): (string | null)[] => {
      const config = loaded.registry.config(name);
      if (config?.mode !== 'real') throw new Error('not real');
      const { apiKey, apiSecret, passphrase, clientId } = config.credentials;
      return [apiKey, apiSecret, passphrase, clientId].map((secret) => secret?.reveal() ?? null);
    };
    expect(credentials('main_binance')).toEqual(['bk-value', 'bs-value', null, null]);
    expect(credentials('main_okx')).toEqual(['ok-value', 'os-value', 'op-value', null]);
    expect(credentials('main_firi')).toEqual(['fk-value', 'fs-value', null, 'fc-value']);
    expect([...loaded.registry.secrets()].sort()).toEqual(Object.values(all).sort());
    expect([...loaded.secretValues].sort()).toEqual(Object.values(all).sort());
  });

  it('give way to a declared main account', () => {
    const loaded = load({ ...all, ...account('MAIN_BINANCE', { EXCHANGE: 'binance' }) });
    expect(summary(loaded)[0]).toBe('main_binance binance paper environment');
    expect(loaded.registry.secrets()).not.toContain('bk-value');
  });

  it.each(['QT_ACCOUNT_MAIN_BINANCE_OWNER', 'QT_ACCOUNT_MAIN_BINANCE_API_KEY', 'QT_ACCOUNT_MAIN_BINANCE_TESNET'])(
    'give way to %s alone, which leaves a broken account and not a live one',
    (variable) => {
      const loaded = load({ ...all, [variable]: 'whatever' });
      expect(loaded.registry.config('main_binance')).toBeNull();
      expect(loaded.registry.get('main_binance').error).not.toBeNull();
    },
  );

  it('do not give way to an account whose name merely begins alike', () => {
    const loaded = load({ ...all, ...account('MAIN_BINANCE_2', { EXCHANGE: 'binance' }) });
    expect(summary(loaded).slice(0, 2)).toEqual([
      'main_binance binance real legacy',
      'main_binance_2 binance paper environment',
    ]);
  });

  it.each([
    ['BINANCE_API_KEY', 'main_binance', 'BINANCE_API_SECRET'],
    ['KRAKEN_API_SECRET', 'main_kraken', 'KRAKEN_API_KEY'],
    ['OKX_PASSPHRASE', 'main_okx', 'OKX_API_KEY, OKX_API_SECRET'],
    ['FIRI_SECRET_KEY', 'main_firi', 'FIRI_API_KEY, FIRI_CLIENT_ID'],
  ])('%s alone is broken', (variable, name, missing) => {
    const loaded = load({ [variable]: 'half-value' });
    expect(loaded.registry.config(name)).toBeNull();
    expect(loaded.registry.get(name).error?.code).toBe('MISSING_CREDENTIALS');
    expect(loaded.registry.get(name).error?.message).toContain(missing);
    expect(loaded.registry.get(name).error?.message).not.toContain('half-value');
    expect(loaded.demo).toBe(false);
  });

  it('take a bare Firi access key', () => {
    expect(summary(load({ FIRI_API_KEY: 'fk-value' }))).toEqual(['main_firi firi real legacy']);
  });
});

describe('the env file', () => {
  it('is read from the data folder', () => {
    writeFile(['QT_ACCOUNT_A_EXCHANGE=okx', 'QT_DEFAULT_EXCHANGE=kraken', 'FIRI_API_KEY=fk-value']);
    const loaded = load({});
    expect(summary(loaded)).toEqual(['a okx paper env_file', 'main_firi firi real legacy']);
    expect(loaded.defaultExchange).toBe('kraken');
    expect(loaded.secretValues).toEqual(['fk-value']);
  });

  it('is read from where QT_ENV_FILE says', () => {
    writeFile(['QT_ACCOUNT_A_EXCHANGE=okx']);
    const path = writeFile(['QT_ACCOUNT_B_EXCHANGE=bybit'], { name: 'other.env' });
    expect(summary(load({ QT_ENV_FILE: path }))).toEqual(['b bybit paper env_file']);
  });

  it('loses against the process environment, variable by variable', () => {
    writeFile([
      'QT_ACCOUNT_A_EXCHANGE=okx',
      'QT_ACCOUNT_A_OWNER=from_file',
      'QT_ACCOUNT_A_DESCRIPTION=from_file',
      'QT_DEFAULT_EXCHANGE=kraken',
    ]);
    const loaded = load({ QT_ACCOUNT_A_OWNER: 'from_env', QT_ACCOUNT_A_DESCRIPTION: '', QT_DEFAULT_EXCHANGE: 'bybit' });
    expect(loaded.registry.get('a')).toMatchObject({ owner: 'from_env', description: 'from_file', origin: 'env_file' });
    expect(loaded.defaultExchange).toBe('bybit');
    expect(load({ QT_ACCOUNT_A_EXCHANGE: 'bybit' }).registry.get('a')).toMatchObject({
      exchange: 'bybit',
      origin: 'environment',
    });
  });

  it('cannot slip in a second account in other letters', () => {
    writeFile(['QT_ACCOUNT_alice_MODE=real']);
    const loaded = load(account('ALICE', { EXCHANGE: 'okx' }));
    expect(summary(loaded)).toEqual(['alice null real environment ACCOUNT_DUPLICATE']);
  });

  it('is refused as a whole where others can read it, and no demo hides that', () => {
    writeFile(['QT_ACCOUNT_A_EXCHANGE=okx'], { mode: 0o644 });
    const loaded = load({});
    expect(loaded).toMatchObject({ demo: false, defaultExchange: 'binance' });
    expect(codes(loaded)).toEqual(['ENV_FILE_PERMISSIONS']);
    expect(summary(loaded)).toEqual([]);
  });

  it('is refused where a line is malformed, and harms no account of the environment', () => {
    writeFile(['QT_ACCOUNT_A_EXCHANGE=okx', 'hunter2']);
    const loaded = load(account('B', { EXCHANGE: 'okx' }));
    expect(codes(loaded)).toEqual(['ENV_FILE_UNREADABLE']);
    expect(loaded.problems[0]?.message).toMatch(/line 2/);
    expect(loaded.problems[0]?.message).not.toContain('hunter2');
    expect(summary(loaded)).toEqual(['b okx paper environment']);
  });

  it('must exist where it is named', () => {
    const loaded = load({ QT_ENV_FILE: join(dataDir, 'missing.env') });
    expect(codes(loaded)).toEqual(['ENV_FILE_UNREADABLE']);
    expect(loaded.problems[0]?.message).toContain('missing.env');
    expect(loaded.demo).toBe(false);
  });
});

describe('the default exchange', () => {
  it('is binance unless set', () => {
    expect(load(account('A', { EXCHANGE: 'okx' })).defaultExchange).toBe('binance');
    expect(load({ ...account('A', { EXCHANGE: 'okx' }), QT_DEFAULT_EXCHANGE: ' Kraken ' }).defaultExchange).toBe(
      'kraken',
    );
  });

  it('is reported where nobody knows it', () => {
    const loaded = load({ ...account('A', { EXCHANGE: 'okx' }), QT_DEFAULT_EXCHANGE: 'mtgox' });
    expect(loaded.defaultExchange).toBe('binance');
    expect(codes(loaded)).toEqual(['UNKNOWN_EXCHANGE']);
  });
});

describe('the demo workspace', () => {
  it('is there where nothing is configured', () => {
    const loaded = load({ PATH: '/bin', QT_ACCOUNT_A_EXCHANGE: '', BINANCE_API_KEY: ' ' });
    expect(loaded).toMatchObject({ demo: true, defaultExchange: 'sim', problems: [], secretValues: [] });
    expect(summary(loaded)).toEqual([
      'friend_1_sim sim paper demo',
      'main_sim sim paper demo',
      'swing_sim sim paper demo',
    ]);
    expect(loaded.registry.defaultFor('sim')?.name).toBe('main_sim');
    expect(loaded.registry.get('friend_1_sim').owner).toBe('friend_1');
  });

  it('is there with an env file that holds no account', () => {
    writeFile(['# none yet']);
    expect(load({}).demo).toBe(true);
  });

  it('keeps a default exchange that was set', () => {
    expect(load({ QT_DEFAULT_EXCHANGE: 'okx' })).toMatchObject({ demo: true, defaultExchange: 'okx' });
  });

  it.each([
    { QT_ACCOUNT_A_EXCHANGE: 'mtgox' },
    { QT_ACCOUNT_A_MODE: 'real' },
    { QT_ACCOUNT_A_EXCHAGNE: 'okx' },
    { KUCOIN_PASSPHRASE: 'x' },
  ] as Record<string, string>[])('does not stand in for accounts that were meant: %j', (env) => {
    expect(load(env).demo).toBe(false);
  });
});
