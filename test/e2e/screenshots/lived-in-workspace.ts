import type { VenueHandle } from '../../venues/venue-server.ts';
import { binanceAccount } from '../support/binance-accounts.ts';
import type { Keys } from '../support/binance-accounts.ts';
import type { Console } from '../support/console-test.ts';

const keysOf = (name: string): Keys => ({
  apiKey: `screenshot-key-of-${name}-0123456789`,
  apiSecret: `screenshot-secret-of-${name}-0123456789`,
});
const HOLDERS = ['main', 'friend', 'lab'] as const;

/** What the venue of the pictures holds. */
export const HOLDINGS = HOLDERS.map((name, index) => ({
  name,
  ...keysOf(name),
  balances: {
    BTC: ['0.8421', '0.25', '12'][index] ?? '1',
    ETH: '6.5',
    USDT: ['48213.77', '9150.2', '100000'][index] ?? '1',
  },
}));

/** Accounts of every mode, one held for a friend, and one that is broken. */
export function livedInEnvironment(venue: VenueHandle): Record<string, string> {
  return {
    ...binanceAccount('main_binance', 'real', venue, keysOf('main'), { DESCRIPTION: 'Main spot account' }),
    ...binanceAccount('friend_1_binance', 'real', venue, keysOf('friend'), {
      OWNER: 'friend_1',
      DESCRIPTION: 'Held for a friend',
    }),
    ...binanceAccount('lab_binance', 'real', venue, keysOf('lab'), {
      TESTNET: 'true',
      DESCRIPTION: 'Trying out strategies',
    }),
    ...binanceAccount('paper_binance', 'paper', venue, keysOf('main'), { DESCRIPTION: 'Paper on live prices' }),
    QT_ACCOUNT_RESEARCH_SIM_EXCHANGE: 'sim',
    QT_ACCOUNT_RESEARCH_SIM_DESCRIPTION: 'Built-in market',
    QT_ACCOUNT_SWING_OKX_EXCHANGE: 'okx',
    QT_ACCOUNT_SWING_OKX_MODE: 'real',
  };
}

/** A history with every source, a resting order, refusals, and one order whose outcome is not known. */
export async function liveIn({ qt }: Console, venue: VenueHandle): Promise<void> {
  const map = [
    ['momentum_btc', 'main_binance'],
    ['mean_reversion', 'paper_binance'],
    ['grid_eth', 'lab_binance'],
    ['friend_dca', 'friend_1_binance'],
    ['research_ml', 'research_sim'],
  ] as const;
  for (const [strategy, account] of map) await qt(['strategies', 'set', strategy, '--account', account]);
  for (const account of ['main_binance', 'lab_binance']) await qt(['arm', account, '--for', '4h', '--yes']);

  const fire = async (words: string, code = 0): Promise<void> =>
    void (await qt(['signal', 'fire', ...words.split(' ')], code));
  for (let round = 0; round < 2; round += 1) {
    await fire(`--symbol BTC/USDT --side long --amount 0.0${2 + round} --strategy momentum_btc --score 0.8${round}`);
    await fire(`--symbol ETH/USDT --side long --quote-amount ${400 + 150 * round} --strategy mean_reversion`);
    await fire('--symbol ETH/USDT --side short --amount 0.4 --strategy grid_eth');
    await fire('--symbol BTC/USDT --side long --amount 0.05 --strategy research_ml --confidence 0.62');
    await fire(`--symbol BTC/USDT --side short --amount 0.01${round}`);
    await fire('--symbol BTC/USDT --side long --amount 0.015 --account paper_binance');
    await fire('--symbol BTC/USDT --side long --amount 0.01 --strategy friend_dca', 3);
  }
  await fire('--symbol BTC/USDT --side long --amount 0.03 --type limit --price 56500 --strategy momentum_btc');
  await fire('--symbol ETH/USDT --side long --amount 1.5 --type limit --price 1900 --strategy mean_reversion');
  await fire('--symbol BTC/USDT --side long --amount 0.01 --account nobody', 3);
  await fire('--symbol BTC/USDT --side short --amount 40 --strategy momentum_btc', 3);

  // Cut off, and the look-up fails too: it stays unknown for as long as the pictures are taken.
  venue.faults.always('order.query', { kind: 'status', status: 503 });
  venue.faults.next('order.place', { kind: 'drop_before' });
  await fire('--symbol ETH/USDT --side short --amount 0.25 --strategy grid_eth', 5);
}
