import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectFireDocument, expectRefusal } from './document-shapes.ts';
import type { Served } from './serve-process.ts';
import { openWorkspace } from './workspace.ts';
import type { Json, RanJson, Workspace } from './workspace.ts';

const BUY = ['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'];

describe('where a signal goes', () => {
  let desk: Workspace;
  let served: Served;
  beforeAll(async () => {
    const dead = {
      QT_ACCOUNT_MAIN_BINANCE_API_URL: 'http://127.0.0.1:9',
      QT_ACCOUNT_SPARE_BINANCE_API_URL: 'http://127.0.0.1:9',
    };
    desk = await openWorkspace({
      QT_ACCOUNT_MAIN_SIM_EXCHANGE: 'sim',
      QT_ACCOUNT_SPARE_SIM_EXCHANGE: 'sim',
      QT_ACCOUNT_MAIN_BINANCE_EXCHANGE: 'binance',
      QT_ACCOUNT_SPARE_BINANCE_EXCHANGE: 'binance',
      QT_ACCOUNT_BROKEN_EXCHANGE: 'mtgox',
      QT_DEFAULT_EXCHANGE: 'sim',
      ...dead,
    });
    served = await desk.serve();
    const map = async (...args: string[]): Promise<void> =>
      expect((await desk.json('strategies', 'set', ...args)).code).toBe(0);
    await map('to_spare', '--account', 'spare_sim');
    await map('to_binance', '--exchange', 'binance');
    await map('torn', '--account', 'spare_sim', '--exchange', 'binance');
    await map('agreed', '--account', 'spare_binance', '--exchange', 'binance');
    await map('away', '--account', 'spare_binance');
  });
  afterAll(() => desk.close());

  const preview = (...args: string[]): Promise<RanJson> => desk.json('routes', 'preview', ...BUY, ...args);

  it.each([
    // options, exchange, its source, account, its source
    [[], 'sim', 'default', 'main_sim', 'default'],
    [['--account', 'spare_sim'], 'sim', 'default', 'spare_sim', 'signal.account_name'],
    [['--exchange', 'binance'], 'binance', 'signal', 'main_binance', 'default'],
    [
      ['--exchange', 'binance', '--account', 'spare_binance'],
      'binance',
      'signal',
      'spare_binance',
      'signal.account_name',
    ],
    [['--strategy', 'to_spare'], 'sim', 'default', 'spare_sim', 'strategy_policy'],
    [['--strategy', 'to_binance'], 'binance', 'strategy_policy', 'main_binance', 'default'],
    [['--strategy', 'agreed'], 'binance', 'strategy_policy', 'spare_binance', 'strategy_policy'],
    [['--strategy', 'unmapped'], 'sim', 'default', 'main_sim', 'default'],
    [['--strategy', 'to_spare', '--account', 'main_sim'], 'sim', 'default', 'main_sim', 'signal.account_name'],
    [['--strategy', 'to_binance', '--exchange', 'sim'], 'sim', 'signal', 'main_sim', 'default'],
    // The account trades elsewhere than step 1 said, and nobody named the exchange: the account's takes over.
    [['--account', 'spare_binance'], 'binance', 'account', 'spare_binance', 'signal.account_name'],
    [['--strategy', 'away'], 'binance', 'account', 'spare_binance', 'strategy_policy'],
    [['--strategy', 'to_binance', '--account', 'spare_sim'], 'sim', 'account', 'spare_sim', 'signal.account_name'],
  ] as const)(
    '%j goes to %s (%s), account %s (%s)',
    async (options, exchange, exchangeSource, account, accountSource) => {
      const { document } = await preview(...options);
      expect(document.decision).toMatchObject({
        exchange,
        exchange_source: exchangeSource,
        account_name: account,
        account_source: accountSource,
        mode: 'paper',
      });
      const steps = document.decision.trace.map((step: { step: string }) => step.step);
      expect(steps).toEqual(['exchange', 'failover', 'account']);
      if (exchangeSource === 'account') {
        const step = document.decision.trace[0];
        expect(step.source).toBe('account');
        expect(step.reason).toContain(account);
      }
    },
  );

  it.each([
    [['--exchange', 'sim', '--account', 'spare_binance'], 'ACCOUNT_EXCHANGE_MISMATCH'],
    [['--strategy', 'torn'], 'ACCOUNT_EXCHANGE_MISMATCH'],
    [['--exchange', 'binance', '--strategy', 'to_spare'], 'ACCOUNT_EXCHANGE_MISMATCH'],
    [['--exchange', 'kraken'], 'NO_DEFAULT_ACCOUNT'],
    [['--account', 'broken'], 'ACCOUNT_INVALID'],
  ] as const)('%j is refused with %s before anything is sent', async (options, code) => {
    const previewed = await preview(...options);
    expect(previewed.code).toBe(3);
    expect(previewed.document.error.code).toBe(code);
    const fired = await desk.json('signal', 'fire', ...BUY, ...options);
    expect(fired.code).toBe(3);
    expectRefusal(fired.document, code);
    expect(fired.document.decision).toEqual(previewed.document.decision);
    const answer = await served.signal(signalOf(options));
    expect(answer.status).toBe(409);
    expectRefusal(answer.json, code);
  });

  it('an account that is not registered is refused by its own code', async () => {
    const fired = await desk.json('signal', 'fire', ...BUY, '--account', 'nobody');
    expectRefusal(fired.document, 'ACCOUNT_NOT_FOUND');
    expect(fired.code).toBe(3);
    expect((await served.signal({ ...SIGNAL, account_name: 'nobody' })).status).toBe(409);
  });

  it('the trace tells for each step what was considered, who won, and why the others lost', async () => {
    const { document } = await desk.json('signal', 'fire', ...BUY, '--strategy', 'to_spare', '--account', 'main_sim');
    expectFireDocument(document);
    const account = document.decision.trace.find((step: { step: string }) => step.step === 'account');
    const seen = account.considered.map(({ source, value, verdict }: Json) => [source, value, verdict]);
    expect(seen[0]).toEqual(['signal.account_name', 'main_sim', 'chosen']);
    expect(seen[1].slice(0, 2)).toEqual(['strategy_policy', 'spare_sim']);
    expect(seen[1][2]).not.toBe('chosen');
    expect(seen[2][0]).toBe('default');
    for (const { reason } of account.considered) expect(reason.length).toBeGreaterThan(5);
    const failover = document.decision.trace.find((step: { step: string }) => step.step === 'failover');
    expect(failover.outcome).toBe('not_needed');
  });

  it('every check is recorded, whether it failed or not', async () => {
    const { document, code } = await desk.json(
      'signal',
      'fire',
      '--symbol',
      'BTC/USDT',
      '--side',
      'long',
      '--amount',
      '1000',
    );
    expect(code).toBe(3);
    expect(document.error.code).toBe('INSUFFICIENT_FUNDS');
    const checks = Object.fromEntries(document.decision.checks.map((check: Json) => [check.code, check.ok]));
    expect(checks).toMatchObject({ INSUFFICIENT_FUNDS: false, UNKNOWN_SYMBOL: true, MIN_NOTIONAL: true });
  });

  it.each([
    [['--symbol', 'NOPE/USDT', '--side', 'long', '--amount', '1'], 'UNKNOWN_SYMBOL'],
    [['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.00001'], 'MIN_NOTIONAL'],
    [['--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.000000001'], 'INVALID_AMOUNT'],
  ])('%j breaks a venue rule: %s', async (options, code) => {
    const { document, code: exit } = await desk.json('signal', 'fire', ...options);
    expect(exit).toBe(3);
    expectRefusal(document, code);
  });

  it('a change of the maps takes effect at once in the running engine', async () => {
    const target = async (): Promise<string> =>
      (await served.signal({ ...SIGNAL, strategy_id: 'moving' })).json.decision.account_name;
    expect(await target()).toBe('main_sim');
    await desk.json('strategies', 'set', 'moving', '--account', 'spare_sim');
    expect(await target()).toBe('spare_sim');
    await desk.json('strategies', 'unset', 'moving');
    expect(await target()).toBe('main_sim');
  });
});

const SIGNAL = { symbol: 'BTC/USDT', side: 'long', amount: '0.01' };

function signalOf(options: readonly string[]): Record<string, string> {
  const fields: Record<string, string> = {
    '--account': 'account_name',
    '--strategy': 'strategy_id',
    '--exchange': 'exchange',
  };
  const named = options.flatMap((option, i) => (fields[option] ? [[fields[option], options[i + 1] ?? '']] : []));
  return { ...SIGNAL, ...(Object.fromEntries(named) as Record<string, string>) };
}
