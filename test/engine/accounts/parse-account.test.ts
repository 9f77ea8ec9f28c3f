import { describe, expect, it } from 'vitest';
import { groupVariables } from '../../../electron/engine/accounts/env-fields.ts';
import { parseAccount } from '../../../electron/engine/accounts/parse-account.ts';
import type { AccountConfig, Credentials } from '../../../electron/engine/accounts/account-config.ts';
import type { AccountDocument } from '../../../shared/schema/account.ts';
import { EXCHANGES } from '../../../shared/schema/exchange.ts';

type Fields = Record<string, string>;

function parse(fields: Fields): { config: AccountConfig } | { broken: AccountDocument } {
  const env = Object.fromEntries(Object.entries(fields).map(([field, value]) => [`QT_ACCOUNT_X_${field}`, value]));
  const [account] = groupVariables(env).accounts;
  if (account === undefined) throw new Error('no account');
  return parseAccount(account, env, 'environment');
}

function config(fields: Fields): AccountConfig {
  const parsed = parse(fields);
  if ('broken' in parsed) throw new Error(parsed.broken.error?.message);
  return parsed.config;
}

function credentials(fields: Fields): Record<keyof Credentials, string | null> {
  const parsed = config({ MODE: 'real', ...fields });
  if (parsed.mode !== 'real') throw new Error('not real');
  const { apiKey, apiSecret, passphrase, clientId } = parsed.credentials;
  return {
    apiKey: apiKey.reveal(),
    apiSecret: apiSecret?.reveal() ?? null,
    passphrase: passphrase?.reveal() ?? null,
    clientId: clientId?.reveal() ?? null,
  };
}

function broken(fields: Fields): AccountDocument & { error: NonNullable<AccountDocument['error']> } {
  const parsed = parse(fields);
  if (!('broken' in parsed) || parsed.broken.error === null) throw new Error('is not broken');
  return { ...parsed.broken, error: parsed.broken.error };
}

const key = { API_KEY: 'k-value', API_SECRET: 's-value' };

describe('a sound account', () => {
  it('is paper, on spot, mine, unless it says otherwise', () => {
    expect(config({ EXCHANGE: 'kraken' })).toEqual({
      name: 'x',
      exchange: 'kraken',
      mode: 'paper',
      testnet: false,
      market: 'spot',
      leverage: null,
      marginMode: null,
      owner: 'me',
      description: '',
      apiUrl: null,
      origin: 'environment',
    });
  });

  it('takes every field, in any case and with blanks around it', () => {
    const fields = {
      EXCHANGE: ' Bybit ',
      MODE: ' PAPER ',
      TESTNET: ' True ',
      MARKET: ' SWAP ',
      OWNER: ' Friend One ',
      DESCRIPTION: ' swing trades ',
      API_URL: ' https://proxy.example/bybit/ ',
    };
    expect(config(fields)).toMatchObject({
      exchange: 'bybit',
      mode: 'paper',
      testnet: true,
      market: 'swap',
      owner: 'Friend One',
      description: 'swing trades',
      apiUrl: 'https://proxy.example/bybit',
    });
  });

  it('takes an empty field for an absent one', () => {
    const fields = { EXCHANGE: 'okx', MODE: '', TESTNET: ' ', MARKET: '', OWNER: '', API_URL: '' };
    expect(config(fields)).toEqual(config({ EXCHANGE: 'okx' }));
  });

  it.each(EXCHANGES)('can be paper on %s without any credential', (exchange) => {
    expect(config({ EXCHANGE: exchange })).toMatchObject({ mode: 'paper', exchange });
  });
});

describe('credentials of a real account', () => {
  const pair = { apiKey: 'k-value', apiSecret: 's-value', passphrase: null, clientId: null };
  it.each(['binance', 'bybit', 'kraken'])('%s: key and secret', (EXCHANGE) => {
    expect(credentials({ EXCHANGE, ...key })).toEqual(pair);
  });

  it.each(['okx', 'kucoin'])('%s: with passphrase', (EXCHANGE) => {
    expect(credentials({ EXCHANGE, ...key, PASSPHRASE: 'p-value' })).toEqual({ ...pair, passphrase: 'p-value' });
  });

  it('firi: with client id', () => {
    const fields = { EXCHANGE: 'firi', ...key, CLIENT_ID: 'c-value' };
    expect(credentials(fields)).toEqual({ ...pair, clientId: 'c-value' });
  });

  it('firi: the bare access key', () => {
    expect(credentials({ EXCHANGE: 'firi', API_KEY: 'k-value' })).toEqual({ ...pair, apiSecret: null });
  });

  it('are read without the line end that a file left on them', () => {
    expect(credentials({ EXCHANGE: 'binance', API_KEY: 'k-value\n', API_SECRET: ' s-value ' })).toEqual(pair);
  });

  it('are left alone where the exchange has no use for them', () => {
    expect(credentials({ EXCHANGE: 'binance', ...key, PASSPHRASE: 'p-value', CLIENT_ID: 'c-value' })).toEqual(pair);
  });

  it.each([
    [{ EXCHANGE: 'binance' }, ['API_KEY', 'API_SECRET']],
    [{ EXCHANGE: 'bybit', API_KEY: 'k-value' }, ['API_SECRET']],
    [{ EXCHANGE: 'kraken', API_SECRET: 's-value', API_KEY: ' ' }, ['API_KEY']],
    [{ EXCHANGE: 'okx', ...key }, ['PASSPHRASE']],
    [{ EXCHANGE: 'kucoin', ...key, PASSPHRASE: '' }, ['PASSPHRASE']],
    [{ EXCHANGE: 'firi' }, ['API_KEY']],
    [{ EXCHANGE: 'firi', ...key }, ['CLIENT_ID']],
    [{ EXCHANGE: 'firi', API_KEY: 'k-value', CLIENT_ID: 'c-value' }, ['API_SECRET']],
  ])('missing: %j', (fields, missing) => {
    const { error, has_credentials } = broken({ MODE: 'real', ...fields });
    expect(error.code).toBe('MISSING_CREDENTIALS');
    expect(error.message.match(/QT_ACCOUNT_X_\w+/g)).toEqual(missing.map((field) => `QT_ACCOUNT_X_${field}`));
    expect(error.message).not.toContain('-value');
    expect(has_credentials).toBe(false);
  });
});

describe('a broken account says which variable is wrong', () => {
  it.each([
    ['MISSING_EXCHANGE', 'EXCHANGE', { MODE: 'paper' }],
    ['UNKNOWN_EXCHANGE', 'EXCHANGE', { EXCHANGE: 'mtgox' }],
    ['UNKNOWN_EXCHANGE', 'EXCHANGE', { EXCHANGE: '__proto__' }],
    ['INVALID_MODE', 'MODE', { EXCHANGE: 'okx', MODE: 'live' }],
    ['INVALID_MODE', 'MODE', { EXCHANGE: 'sim', MODE: 'real', ...key }],
    ['INVALID_BOOLEAN', 'TESTNET', { EXCHANGE: 'okx', TESTNET: 'yes' }],
    ['INVALID_BOOLEAN', 'TESTNET', { EXCHANGE: 'okx', TESTNET: '1' }],
    ['INVALID_MARKET', 'MARKET', { EXCHANGE: 'okx', MARKET: 'margin' }],
    ['UNKNOWN_VARIABLE', 'TESNET', { EXCHANGE: 'okx', TESNET: 'true' }],
    ...['firi', 'kucoin', 'kraken', 'sim'].map((EXCHANGE) => [
      'TESTNET_UNAVAILABLE',
      'TESTNET',
      { EXCHANGE, TESTNET: 'true' },
    ]),
    ...['firi', 'kucoin', 'kraken', 'sim'].map((EXCHANGE) => [
      'INVALID_MARKET',
      'MARKET',
      { EXCHANGE, MARKET: 'swap' },
    ]),
  ] as [string, string, Fields][])('%s %s %j', (code, field, fields) => {
    const { error } = broken(fields);
    expect(error.code).toBe(code);
    expect(error.message).toContain(`QT_ACCOUNT_X_${field}`);
  });

  it('keeps what is sound for the list, and never more exchange than is sure', () => {
    const document = broken({ EXCHANGE: 'okx', MODE: 'real', TESTNET: 'true', OWNER: 'bob', MARKET: 'x', ...key });
    expect(document).toMatchObject({
      name: 'x',
      exchange: 'okx',
      mode: 'real',
      testnet: true,
      owner: 'bob',
      market: 'spot',
    });
    expect(broken({ EXCHANGE: 'mtgox', MODE: 'what' })).toMatchObject({ exchange: null, mode: 'paper' });
  });

  it('tells everything that is wrong at once', () => {
    const { error } = broken({ EXCHANGE: 'okx', MODE: 'live', TESTNET: 'maybe' });
    expect(error.code).toBe('INVALID_MODE');
    expect(error.message).toBe(
      'QT_ACCOUNT_X_MODE: "live" is neither paper nor real; QT_ACCOUNT_X_TESTNET: "maybe" is neither true nor false',
    );
  });

  it('does not repeat a value that could be a misplaced credential', () => {
    const { error } = broken({ EXCHANGE: 'vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zv' });
    expect(error.message).not.toContain('vmPUZE');
  });

  it('never picks one of two accounts whose names differ in case only', () => {
    const env = {
      QT_ACCOUNT_Alice_EXCHANGE: 'okx',
      QT_ACCOUNT_ALICE_EXCHANGE: 'bybit',
      QT_ACCOUNT_ALICE_MODE: 'paper',
    };
    const [account] = groupVariables(env).accounts;
    if (account === undefined) throw new Error('no account');
    const parsed = parseAccount(account, env, 'environment');
    expect(parsed).toMatchObject({ broken: { name: 'alice', exchange: null, error: { code: 'ACCOUNT_DUPLICATE' } } });
  });

  it('refuses a name that no signal could ask for', () => {
    const env = { 'QT_ACCOUNT_A-B_EXCHANGE': 'okx' };
    const [account] = groupVariables(env).accounts;
    if (account === undefined) throw new Error('no account');
    expect(parseAccount(account, env, 'environment')).toMatchObject({ broken: { error: { code: 'ACCOUNT_INVALID' } } });
  });
});

describe('API_URL', () => {
  it.each([
    ['https://proxy.example', 'https://proxy.example'],
    ['https://proxy.example:8443/a/b//', 'https://proxy.example:8443/a/b'],
    ['http://127.0.0.1:9000/', 'http://127.0.0.1:9000'],
    ['http://localhost:9000', 'http://localhost:9000'],
    ['http://[::1]:9000', 'http://[::1]:9000'],
    ['HTTPS://Proxy.Example/Path', 'https://proxy.example/Path'],
  ])('%s', (API_URL, expected) => {
    expect(config({ EXCHANGE: 'binance', API_URL })).toMatchObject({ apiUrl: expected });
  });

  it.each([
    'http://proxy.example',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'http://10.0.0.1',
    'http://0.0.0.0',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'proxy.example',
    'https://user:hunter2@proxy.example',
    'https://hunter2@proxy.example',
    'http://127.0.0.1:80@evil.example',
    'https://proxy.example/?key=hunter2',
    'https://proxy.example/#hunter2',
    'https://proxy.example/?',
    'https://',
  ])('%s is refused, and not repeated', (API_URL) => {
    const document = broken({ EXCHANGE: 'binance', MODE: 'real', ...key, API_URL });
    expect(document.error.code).toBe('INVALID_API_URL');
    expect(document.error.message).toContain('QT_ACCOUNT_X_API_URL');
    expect(document.api_url).toBeNull();
    expect(JSON.stringify(document)).not.toContain('hunter2');
    expect(JSON.stringify(document)).not.toContain('evil');
  });
});
