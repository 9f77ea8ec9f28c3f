import { expect, it } from 'vitest';
import { accountCurrency, isMoney } from '../../../shared/risk/account-currency.ts';

it.each([
  ['firi', 'NOK'],
  ['kraken', 'USD'],
  ['binance', 'USDT'],
  ['sim', 'USDT'],
  [null, 'USDT'],
] as const)('an account at %s counts in %s unless told otherwise', (exchange, currency) => {
  expect(accountCurrency(exchange)).toBe(currency);
  expect(accountCurrency(exchange, { currency: 'BTC' })).toBe('BTC');
});

it.each([
  ['USDT', 'NOK', true],
  ['EUR', 'USDT', true],
  ['BTC', 'USDT', false],
  ['BTC', 'BTC', true],
])('%s in an account that counts in %s is money: %s', (asset, currency, money) => {
  expect(isMoney(asset, currency)).toBe(money);
});
