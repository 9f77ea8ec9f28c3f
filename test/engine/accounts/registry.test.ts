import { NO_FAILOVER } from '../../../shared/schema/failover.ts';
import { describe, expect, it } from 'vitest';
import type { AccountConfig, PaperAccount, RealAccount } from '../../../electron/engine/accounts/account-config.ts';
import { AccountRegistry } from '../../../electron/engine/accounts/registry.ts';
import { Secret } from '../../../electron/engine/accounts/secret.ts';
import { decide } from '../../../shared/routing/decide.ts';
import type { AccountDocument } from '../../../shared/schema/account.ts';

const paper: PaperAccount = {
  name: 'main_okx',
  exchange: 'okx',
  mode: 'paper',
  testnet: false,
  market: 'spot',
  owner: 'me',
  description: 'swing',
  apiUrl: 'https://proxy.example',
  leverage: null,
  marginMode: null,
  origin: 'environment',
};
const credentials = {
  apiKey: new Secret('key-canary'),
  apiSecret: new Secret('secret-canary'),
  passphrase: new Secret('pass-canary'),
  clientId: null,
};
const real: RealAccount = { ...paper, name: 'bob', mode: 'real', owner: 'bob', credentials };
const broken: AccountDocument = {
  name: 'half',
  exchange: null,
  mode: 'paper',
  testnet: false,
  market: 'spot',
  owner: 'me',
  description: '',
  api_url: null,
  leverage: null,
  margin_mode: null,
  origin: 'environment',
  has_credentials: false,
  error: { code: 'MISSING_EXCHANGE', message: 'QT_ACCOUNT_HALF_EXCHANGE is not set' },
};

function registryOf(...configs: AccountConfig[]): AccountRegistry {
  const registry = new AccountRegistry();
  for (const config of configs) registry.register(config);
  return registry;
}

describe('the account registry', () => {
  it('gives back what was registered', () => {
    const registry = registryOf(paper, real);
    expect(registry.get('main_okx')).toEqual({
      name: 'main_okx',
      exchange: 'okx',
      mode: 'paper',
      testnet: false,
      market: 'spot',
      owner: 'me',
      description: 'swing',
      api_url: 'https://proxy.example',
      leverage: null,
      margin_mode: null,
      origin: 'environment',
      has_credentials: false,
      error: null,
    });
    expect(registry.get('bob').has_credentials).toBe(true);
    expect(registry.config('bob')).toBe(real);
  });

  it('lists by name, whatever the order of registration', () => {
    const names = (registry: AccountRegistry) => registry.list().map(({ name }) => name);
    expect(names(registryOf(paper, real))).toEqual(['bob', 'main_okx']);
    expect(names(registryOf(real, paper))).toEqual(['bob', 'main_okx']);
  });

  it('refuses an unknown name', () => {
    const registry = registryOf(paper);
    for (const name of ['alice', 'MAIN_OKX', '__proto__', '']) {
      expect(() => registry.get(name)).toThrow(expect.objectContaining({ code: 'ACCOUNT_NOT_FOUND' }));
      expect(registry.config(name)).toBeNull();
    }
  });

  it('refuses a second account of one name, and keeps the first', () => {
    const registry = registryOf(paper);
    const duplicate = expect.objectContaining({ code: 'ACCOUNT_DUPLICATE' });
    expect(() => registry.register({ ...real, name: 'main_okx' })).toThrow(duplicate);
    expect(() => registry.registerBroken({ ...broken, name: 'main_okx' })).toThrow(duplicate);
    expect(registry.config('main_okx')).toBe(paper);
  });

  it('lists a broken account, and opens nothing for it', () => {
    const registry = registryOf(paper);
    registry.registerBroken(broken);
    expect(registry.get('half').error?.code).toBe('MISSING_EXCHANGE');
    expect(registry.config('half')).toBeNull();
    expect(() => registry.registerBroken({ ...broken, name: 'sound', error: null })).toThrow(/not broken/);
  });

  it('knows the default account of an exchange', () => {
    const registry = registryOf(paper, real);
    expect(registry.defaultFor('okx')?.name).toBe('main_okx');
    expect(registry.defaultFor('binance')).toBeNull();
  });

  it('offers the routing kernel one map until an account is added', () => {
    const registry = registryOf(paper);
    const before = registry.routable();
    expect(registry.routable()).toBe(before);
    registry.register(real);
    registry.registerBroken(broken);
    expect(registry.routable()).not.toBe(before);
    expect([...registry.routable().keys()]).toEqual(['bob', 'half', 'main_okx']);
    expect(registry.routable().get('bob')).toEqual({
      name: 'bob',
      exchange: 'okx',
      mode: 'real',
      testnet: false,
      market: 'spot',
      owner: 'bob',
      error: null,
    });
  });

  it('resolves explicit, mapped and default accounts through the kernel', () => {
    const registry = registryOf(paper, real);
    registry.registerBroken(broken);
    const maps = { accounts: { scalper: 'bob' }, exchanges: {} };
    const name = (request: Parameters<typeof decide>[0]) => {
      const route = decide(request, {
        accounts: registry.routable(),
        maps,
        failover: NO_FAILOVER,
        unhealthy: new Map(),
        defaultExchange: 'okx',
      });
      return route.ok ? route.account.name : route.error.code;
    };
    expect(name({ account_name: 'bob' })).toBe('bob');
    expect(name({ strategy_id: 'scalper' })).toBe('bob');
    expect(name({ strategy_id: 'other' })).toBe('main_okx');
    expect(name({ account_name: 'half' })).toBe('ACCOUNT_INVALID');
    expect(name({ exchange: 'kraken' })).toBe('NO_DEFAULT_ACCOUNT');
  });

  it('shows no credential to anybody but the redactor', () => {
    const registry = registryOf(paper, real);
    const shown = JSON.stringify([
      registry.list(),
      registry.get('bob'),
      [...registry.routable()],
      registry.config('bob'),
    ]);
    expect(shown).not.toContain('canary');
    expect(registry.secrets()).toEqual(['key-canary', 'secret-canary', 'pass-canary']);
  });

  it('lets nobody change what it lists', () => {
    const registry = registryOf(paper);
    expect(() => {
      registry.get('main_okx').mode = 'real';
    }).toThrow(TypeError);
    expect(registry.get('main_okx').mode).toBe('paper');
  });
});

describe('paper is not real, to the compiler', () => {
  const sign = (account: RealAccount): string => account.name;
  it('takes a real account where a real one is needed, and no other', () => {
    expect(sign(real)).toBe('bob');
    // @ts-expect-error a paper account has another mode, and no credentials
    expect(sign(paper)).toBe('main_okx');
    const withKeys = { ...paper, credentials };
    // @ts-expect-error not even with credentials on it
    expect(sign(withKeys)).toBe('main_okx');
    const either = real as AccountConfig;
    // @ts-expect-error not before its mode was looked at
    expect(sign(either)).toBe('bob');
    expect(either.mode === 'real' ? sign(either) : null).toBe('bob');
  });
});
