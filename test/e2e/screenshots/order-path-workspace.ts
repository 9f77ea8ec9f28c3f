import { test as base } from '../support/console-test.ts';
import { binanceAccount } from '../support/binance-accounts.ts';
import type { Keys } from '../support/binance-accounts.ts';
import type { Console } from '../support/console-test.ts';
import { startBinanceFuturesServer } from '../../venues/binance-futures-server.ts';
import type { VenueHandle } from '../../venues/venue-server.ts';

const keysOf = (name: string): Keys => ({
  apiKey: `screenshot-key-of-${name}-0123456789`,
  apiSecret: `screenshot-secret-of-${name}-0123456789`,
});
const holder = (name: string, balances: Record<string, string>) => ({ name, ...keysOf(name), balances });

export interface OrderPath {
  desk: Console;
  /** Spot: `main`, `second` and `lab`. */
  spot: VenueHandle;
  /** Spot, of an account that cannot be compared with it. */
  deaf: VenueHandle;
  swaps: VenueHandle;
}

/** Real accounts in every state that an order's life can bring them to. */
export const test = base.extend<{ path: OrderPath }>({
  path: async ({ openBinance, openConsole }, use) => {
    const spot = await openBinance({
      accounts: [
        holder('main', { BTC: '0.8421', ETH: '6.5', USDT: '48213.77' }),
        holder('second', { BTC: '0.25', USDT: '9150.2' }),
        holder('small', { USDT: '64.5' }),
      ],
    });
    const deaf = await openBinance({ accounts: [holder('deaf', { USDT: '1200' })] });
    deaf.faults.always('openOrders', { kind: 'status', status: 503 });
    const swaps = await startBinanceFuturesServer({ accounts: [holder('swap', { USDT: '20000' })] });
    const swap = keysOf('swap');
    const desk = await openConsole({
      QT_UNKNOWN_ASK_AFTER: '2',
      ...binanceAccount('main_binance', 'real', spot, keysOf('main'), { DESCRIPTION: 'Main spot account' }),
      ...binanceAccount('second_binance', 'real', spot, keysOf('second')),
      ...binanceAccount('small_binance', 'real', spot, keysOf('small'), { OWNER: 'friend_1' }),
      ...binanceAccount('deaf_binance', 'real', deaf, keysOf('deaf')),
      ...binanceAccount('swap_binance', 'real', swaps, swap, { MARKET: 'swap', LEVERAGE: '5' }),
      QT_ACCOUNT_MAIN_SIM_EXCHANGE: 'sim',
      QT_ACCOUNT_SWING_SIM_EXCHANGE: 'sim',
    });
    for (const name of ['main_binance', 'second_binance', 'small_binance', 'swap_binance']) {
      await desk.qt(['arm', name, '--for', '4h', '--yes']);
    }
    await use({ desk, spot, deaf, swaps });
    await swaps.close();
  },
});
export const fire = ({ qt }: Console, words: string, code = 0): Promise<unknown> =>
  qt(['signal', 'fire', ...words.split(' ')], code);
