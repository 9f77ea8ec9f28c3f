import { expect, it } from 'vitest';
import { Exchange } from './exchange.ts';
import { fixed, show } from './fixed.ts';

const NOW = 1_750_000_000_000;
const market = {
  id: 'BTCUSDT',
  base: 'BTC',
  quote: 'USDT',
  tickSize: '0.01',
  stepSize: '0.0001',
  minAmount: '0.0001',
  maxAmount: '100',
  minNotional: '5',
};

function open() {
  const accounts = [{ name: 'main', apiKey: 'key', apiSecret: 'secret', balances: { USDT: '100' } }];
  const exchange = new Exchange({ accounts, markets: [market], feeRate: '0', now: () => NOW });
  const [account] = exchange.accounts;
  return { exchange, account: account!, seeds: exchange.history.seedsOf(account!) };
}

it('money that moves now moves the balance, and what was before, failed or went elsewhere does not', () => {
  const { exchange, account, seeds } = open();
  const before = exchange.supply('USDT');
  seeds.deposit({ asset: 'USDT', amount: '50' });
  seeds.withdraw({ asset: 'USDT', amount: '20', fee: '1' });
  seeds.deposit({ asset: 'USDT', amount: '1000', at: NOW - 1 });
  seeds.deposit({ asset: 'USDT', amount: '1000', failed: true });
  seeds.deposit({ asset: 'USDT', amount: '1000', other: 'funding' });
  seeds.transfer({ asset: 'USDT', amount: '-9', other: 'funding' });
  seeds.convert({ asset: 'USDT', amount: '10', into: { asset: 'BTC', amount: '0.1' } });
  expect(show(account.balances.free('USDT'))).toBe('110');
  expect(show(account.balances.free('BTC'))).toBe('0.1');
  expect(exchange.supply('USDT')).toBe(before);
  expect(exchange.history.flowsOf(account, 'deposit').map(({ time }) => time - NOW)).toEqual([-1, 0, 0, 0]);
});

it('old trades stand before those of the market, with ids that rise with their time', () => {
  const { exchange, account, seeds } = open();
  exchange.setBook('BTCUSDT', [], [['100', '1']]);
  exchange.place(account, {
    clientOrderId: 'a',
    market,
    side: 'buy',
    type: 'MARKET',
    timeInForce: 'IOC',
    amount: fixed('0.5'),
  });
  const trade = { market: 'BTCUSDT', side: 'sell', price: '10', amount: '2' } as const;
  const ids = seeds.trades([
    { ...trade, at: NOW - 5 },
    { ...trade, at: NOW - 9 },
  ]);
  const told = exchange.history.tradesOf(account, 'BTCUSDT');
  expect(told.map(({ id, time }) => [id, time - NOW])).toEqual([
    [ids[0], -9],
    [ids[1], -5],
    [told[2]?.id, 0],
  ]);
  expect(ids[0]! < ids[1]! && ids[1]! < told[2]!.id).toBe(true);
  expect(() => seeds.trades([{ ...trade, at: NOW - 20 }])).toThrow(/older/);
});
