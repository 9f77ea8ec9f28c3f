import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkspace } from './workspace.ts';
import type { Workspace } from './workspace.ts';

const DECIMAL = expect.stringMatching(/^-?\d+(\.\d+)?$/) as string;
const AT = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

describe('the books, as scripts read them', { timeout: 120_000 }, () => {
  let desk: Workspace;
  beforeAll(async () => {
    desk = await openWorkspace({ QT_ACCOUNT_A_EXCHANGE: 'sim', QT_ACCOUNT_A_OWNER: 'Ann', QT_NOK_RATES_URL: 'off' });
    for (const [side, amount] of [
      ['long', '0.02'],
      ['short', '0.01'],
    ] as const) {
      const fired = ['--symbol', 'BTC/USDT', '--side', side, '--amount', amount, '--account', 'a'];
      const { code, stdout } = await desk.json('signal', 'fire', ...fired);
      if (code !== 0) throw new Error(`not filled: ${stdout}`);
    }
  }, 120_000);
  afterAll(() => desk.close());

  it('qt trades list', async () => {
    const { code, document } = await desk.json('trades', 'list', '--limit', '1');
    expect(code).toBe(0);
    expect(document).toMatchObject({ total: 2, next_before: expect.any(String) });
    expect(document.trades).toEqual([
      {
        ...{
          id: expect.any(String),
          account_name: 'a',
          exchange: 'sim',
          mode: 'paper',
          testnet: false,
          symbol: 'BTC/USDT',
        },
        ...{
          side: 'sell',
          price: DECIMAL,
          amount: '0.01',
          value: DECIMAL,
          fee: DECIMAL,
          fee_asset: 'USDT',
          liquidity: 'taker',
        },
        ...{ strategy_id: null, order_id: expect.stringMatching(/^ord_/), venue_order_id: expect.any(String) },
        ...{ trade_id: expect.any(String), origin: 'console', realised: DECIMAL, slippage_bps: DECIMAL, at: AT },
      },
    ]);
  });

  it('qt pnl', async () => {
    const { code, document } = await desk.json('pnl', '--account', 'a');
    expect(code).toBe(0);
    const [account, ...others] = document.accounts;
    expect(others).toEqual([]);
    expect(account).toMatchObject({
      account_name: 'a',
      owner: 'Ann',
      whose: 'others',
      mode: 'paper',
      method: 'average',
    });
    expect(account.symbols).toMatchObject([
      {
        ...{
          symbol: 'BTC/USDT',
          base: 'BTC',
          quote: 'USDT',
          quantity: '0.00998',
          cost: DECIMAL,
          average_cost: DECIMAL,
        },
        ...{ realised: DECIMAL, realised_average: DECIMAL, realised_fifo: DECIMAL, unrealised: DECIMAL, net: DECIMAL },
        ...{ mark: { price: DECIMAL, at: AT, stale: false }, fees_in_quote: DECIMAL, funding: '0', trades: 2 },
      },
    ]);
    expect(account.sums).toMatchObject({ currency: 'USDT', net: { currency: 'USDT', value: DECIMAL, missing: [] } });
    expect(account.sums.net_usd).toMatchObject({ currency: 'USD', value: DECIMAL });
    expect(account.sums.net_nok).toMatchObject({ currency: 'NOK', value: DECIMAL });
  });

  it('qt books verify, performance and equity, qt history list', async () => {
    expect((await desk.json('books', 'verify')).document).toMatchObject({
      ok: true,
      accounts: [{ recomputed: { trades: 2 } }],
    });
    const { document } = await desk.json('books', 'performance', '--by', 'account');
    expect(document.performance).toMatchObject([{ key: 'a', kind: 'paper', trades: 2, closed: 1, currency: 'USDT' }]);
    expect((await desk.json('books', 'equity', 'a')).document).toMatchObject({
      account_name: 'a',
      span: '1m',
      currency: 'USDT',
    });
    expect((await desk.json('history', 'list')).document.imports).toMatchObject([
      { account_name: 'a', state: 'unavailable' },
    ]);
  });

  it.each(['html', 'pdf', 'fills', 'gains'])(
    'qt statement: two processes make the same bytes of %s',
    async (format) => {
      const made = async (name: string): Promise<string> => {
        const file = path.join(desk.home, name);
        const days = ['--from', '2026-01-01', '--to', '2099-12-31'];
        const { code, document } = await desk.json('statement', 'a', ...days, '--format', format, '--out', file);
        const sha256 = createHash('sha256').update(readFileSync(file)).digest('hex');
        expect([code, document.sha256]).toEqual([0, sha256]);
        return sha256;
      };
      expect(await made(`one.${format}`)).toBe(await made(`two.${format}`));
    },
  );
});
