import { describe, expect, it, onTestFinished } from 'vitest';
import { groupVariables } from '../../../electron/engine/accounts/env-fields.ts';
import { parseAccount } from '../../../electron/engine/accounts/parse-account.ts';
import { openEngine } from '../../../electron/engine/engine.ts';
import { EXCHANGES } from '../../../shared/schema/exchange.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempDir } from '../../support/temp-dir.ts';

const CREDENTIALS = ['API_KEY', 'API_SECRET', 'PASSPHRASE', 'CLIENT_ID'];

/** The environment of one account with every credential set, and a list of the variables whose value was looked at. */
function watched(fields: Record<string, string>, name = 'MAIN_BINANCE') {
  const all = { ...Object.fromEntries(CREDENTIALS.map((field) => [field, `canary-${field}`])), ...fields };
  const env = Object.fromEntries(Object.entries(all).map(([field, value]) => [`QT_ACCOUNT_${name}_${field}`, value]));
  const read: string[] = [];
  const note = (variable: string | symbol): void => void read.push(String(variable));
  const proxy = new Proxy(env, {
    get: (target, variable) => {
      note(variable);
      return Reflect.get(target, variable) as unknown;
    },
    getOwnPropertyDescriptor: (target, variable) => {
      // Asking whether it is there hands the value out as well, so only its being there is told here.
      const found = Reflect.getOwnPropertyDescriptor(target, variable);
      return found && { ...found, value: undefined };
    },
  });
  const credentialsRead = () => read.filter((variable) => CREDENTIALS.some((field) => variable.endsWith(`_${field}`)));
  return { env, proxy, credentialsRead };
}

describe('the credentials of a paper account', () => {
  it.each(EXCHANGES.flatMap((exchange) => ['paper', '', 'PAPER'].map((mode) => [exchange, mode] as const)))(
    'are not looked at on %s in mode "%s"',
    (exchange, MODE) => {
      const { env, proxy, credentialsRead } = watched({ EXCHANGE: exchange, MODE });
      const [account] = groupVariables(env).accounts;
      const parsed = parseAccount(account!, proxy, 'environment');
      expect(parsed).toMatchObject({ config: { mode: 'paper' } });
      expect(credentialsRead()).toEqual([]);
    },
  );

  it.each([
    ['a mode that is no mode', { EXCHANGE: 'binance', MODE: 'live' }],
    ['a testnet where there is none', { EXCHANGE: 'kraken', MODE: 'real', TESTNET: 'true' }],
    ['no exchange', { MODE: 'real' }],
    ['a bad address', { EXCHANGE: 'binance', MODE: 'real', API_URL: 'http://evil.test' }],
  ])('nor those of an account with %s', (_what, fields) => {
    const { env, proxy, credentialsRead } = watched(fields);
    const [account] = groupVariables(env).accounts;
    expect(parseAccount(account!, proxy, 'environment')).toMatchObject({ broken: { has_credentials: false } });
    expect(credentialsRead()).toEqual([]);
  });

  it('are looked at where the account is real, or this test would see nothing', () => {
    const { env, proxy, credentialsRead } = watched({ EXCHANGE: 'binance', MODE: 'real' });
    const [account] = groupVariables(env).accounts;
    parseAccount(account!, proxy, 'environment');
    expect(new Set(credentialsRead())).toEqual(
      new Set(['QT_ACCOUNT_MAIN_BINANCE_API_KEY', 'QT_ACCOUNT_MAIN_BINANCE_API_SECRET']),
    );
  });

  it('are looked at by no engine once it is open, whatever is asked of it', async () => {
    const { env, proxy, credentialsRead } = watched({ EXCHANGE: 'sim' }, 'MAIN_SIM');
    env['QT_DEFAULT_EXCHANGE'] = 'sim';
    const clock = createFakeClock();
    const fetch = () => Promise.reject(new Error('no network in this test'));
    const engine = await openEngine({ dataDir: tempDir(), env: proxy, clock, fetch });
    onTestFinished(() => engine.close());
    // Opening reads every variable once, so that the log can mask whatever looks like a credential.
    const atOpening = credentialsRead().length;
    expect(atOpening).toBeGreaterThan(0);
    const order = signalSchema.parse({ symbol: 'BTC/USDT', side: 'long', amount: '0.01' });
    expect((await engine.signals.fire(order, 'cli')).orders).toMatchObject([{ mode: 'paper', status: 'filled' }]);
    await engine.accounts.test('main_sim');
    await engine.accounts.balance('main_sim');
    await engine.orders.reconcile(null);
    await expect(engine.arming.prepare('main_sim', 60_000)).rejects.toMatchObject({ code: 'MODE_VIOLATION' });
    expect(credentialsRead()).toHaveLength(atOpening);
  });
});
