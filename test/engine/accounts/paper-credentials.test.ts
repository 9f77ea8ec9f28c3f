import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadAccounts } from '../../../electron/engine/accounts/load-accounts.ts';
import { collectSecretValues } from '../../../electron/engine/accounts/secret-values.ts';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import { EXCHANGES } from '../../../shared/schema/exchange.ts';

const dataDir = join(tmpdir(), 'qt-no-such-folder');
const FIELDS = ['API_KEY', 'API_SECRET', 'PASSPHRASE', 'CLIENT_ID'];

/** Every string that can be reached from a value, through maps, lists, private-looking fields and revealed secrets. */
function strings(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  if (value instanceof Secret) return [value.reveal()];
  if (value instanceof Map) return strings([...value], seen);
  return Reflect.ownKeys(value).flatMap((key) => strings(Reflect.get(value, key), seen));
}

describe('the credentials of a paper account', () => {
  it('reach nothing, whatever else is right or wrong with the account', () => {
    const fields = fc.record({
      exchange: fc.constantFrom(...EXCHANGES, 'mtgox', ''),
      mode: fc.constantFrom('paper', 'PAPER', '', 'live'),
      testnet: fc.constantFrom('true', 'false', '', 'x'),
      extra: fc.boolean(),
      planted: fc.subarray(FIELDS, { minLength: 1 }),
    });
    fc.assert(
      fc.property(fields, ({ exchange, mode, testnet, extra, planted }) => {
        const env: Record<string, string> = {
          QT_ACCOUNT_P_EXCHANGE: exchange,
          QT_ACCOUNT_P_MODE: mode,
          QT_ACCOUNT_P_TESTNET: testnet,
          ...(extra ? { QT_ACCOUNT_P_TESNET: 'x' } : {}),
        };
        for (const field of planted) env[`QT_ACCOUNT_P_${field}`] = `canary-${field}`;
        const { registry, problems } = loadAccounts({ env, dataDir });
        const document = registry.get('p');
        expect(document.has_credentials).toBe(false);

        const reached = [registry.list(), registry.config('p'), registry.routable(), registry.secrets(), problems];
        expect(strings(reached).filter((text) => text.includes('canary'))).toEqual([]);
        expect(inspect(registry, { depth: null, showHidden: true })).not.toContain('canary');
      }),
    );
  });

  it('are known to the log redactor all the same', () => {
    const env = {
      QT_ACCOUNT_P_EXCHANGE: 'okx',
      QT_ACCOUNT_P_API_KEY: 'canary-key',
      QT_ACCOUNT_P_PASSPHRASE: 'canary-pass',
    };
    expect(loadAccounts({ env, dataDir }).secretValues).toEqual(['canary-key', 'canary-pass']);
  });
});

describe('the credentials of a real account', () => {
  it('are reached by no print, no document and no error', () => {
    const env = {
      QT_ACCOUNT_R_EXCHANGE: 'okx',
      QT_ACCOUNT_R_MODE: 'real',
      ...Object.fromEntries(FIELDS.map((field) => [`QT_ACCOUNT_R_${field}`, `canary-${field}`])),
    };
    const { registry, problems } = loadAccounts({ env, dataDir });
    const config = registry.config('r');
    expect(config?.mode).toBe('real');
    for (const shown of [registry, registry.list(), registry.routable(), config, problems]) {
      expect(inspect(shown, { depth: null, showHidden: true })).not.toContain('canary');
      expect(JSON.stringify(shown)).not.toContain('canary');
    }
    if (config?.mode !== 'real') return;
    expect(`${String(config.credentials.apiKey)} ${String(config.credentials.passphrase)}`).toBe('[secret] [secret]');
  });
});

describe('values for the redactor', () => {
  it('are every credential-like variable of at least four characters, as set and as read', () => {
    const env = {
      BINANCE_API_KEY: 'binance-key',
      qt_account_x_api_secret: 'lower-case',
      FIRI_SECRET_KEY: 'firi-secret',
      FIRI_CLIENT_ID: 'firi-client\n',
      OTHER_SECRET_KEY: 'not ours',
      OKX_PASSPHRASE: 'abc',
      KUCOIN_PASSPHRASE: undefined,
      QT_ACCOUNT_X_OWNER: 'somebody',
      QT_ACCOUNT_Y_API_KEY: 'binance-key',
    };
    expect(collectSecretValues(env)).toEqual([
      'binance-key',
      'lower-case',
      'firi-secret',
      'firi-client\n',
      'firi-client',
    ]);
  });
});
