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

/** Limits with room, near and reached, hours, and flags of every level. */
export async function limitAccounts({ qt }: Console): Promise<void> {
  const limits = async (account: string, words: string): Promise<void> =>
    void (await qt(['limits', 'set', account, ...words.split(' ')]));
  await limits(
    'main_binance',
    '--max-exposure 80000 --max-position-size 60000 --max-order-size-usd 5000 --max-open-positions 4 --max-daily-loss-percent 5 --max-orders-per-minute 30 --price-band-percent 3',
  );
  await limits('friend_1_binance', '--max-exposure 32000 --max-order-size 1000 --min-free-balance 8000');
  await limits('lab_binance', '--max-open-positions 2 --max-drawdown 2500 --max-leverage 1');
  await limits('paper_binance', '--max-exposure 5000 --max-daily-loss 1500');
  await limits('research_sim', '--max-orders-per-minute 60 --price-band-percent 5');
  const flags = async (...words: string[]): Promise<void> => void (await qt(['flags', 'set', ...words]));
  await flags('--owner', 'friend_1', '--long-only', 'true', '--approval', '30m');
  await flags(
    'main_binance',
    '--symbols',
    'BTC/*,ETH/*',
    '--hours',
    'mon-sun 00:00-24:00',
    '--time-zone',
    'Europe/Oslo',
  );
  await flags('lab_binance', '--hours', 'mon-fri 08:00-22:00', '--time-zone', 'Europe/Oslo');
  await flags('--strategy', 'research_ml', '--markets', 'spot');
}
