import { binanceFault } from '../../venues/binance-server.ts';
import type { LoggedRequest } from '../../venues/venue-server.ts';
import type { CodeCase } from './code-case.ts';
import type { CodeDesk } from './code-desk.ts';

const placing = (account: string) => (request: LoggedRequest) =>
  request.account === account && request.route === 'order.place';

/** Orders whose answers are these, in turn. */
async function fire({ served }: CodeDesk, account: string, statuses: Readonly<Record<string, number>>): Promise<void> {
  for (const [symbol, status] of Object.entries(statuses)) {
    const answer = await served().signal({ symbol, side: 'long', quote_amount: '600', account_name: account });
    if (answer.status !== status) throw new Error(answer.text);
  }
}

/** An order of which a half was filled, and then, by the exchange's word, less. */
async function contradict({ venues, served, json }: CodeDesk): Promise<void> {
  const { spot } = venues;
  const resting = { symbol: 'BTC/USDT', side: 'long', type: 'limit', price: '50000', amount: '0.02' };
  const { json: fired } = await served().signal({ ...resting, account_name: 'books' });
  const [order] = fired.orders;
  spot.fillResting(order.venue_order_id, '0.01');
  const found = await json('orders', 'reconcile', '--account', 'books');
  if (found.code !== 0) throw new Error(found.stdout);
  const replace = { '"executedQty":"0.01000000"': '"executedQty":"0.00500000"' };
  spot.faults.always(({ account, method }) => account === 'books' && method === 'GET', { kind: 'rewrite', replace });
  await json('orders', 'reconcile', '--account', 'books');
}

/** A loss of the spread and of a fee, which is more than the limit. */
async function lose(desk: CodeDesk, account: string): Promise<void> {
  const { json, served } = desk;
  // What it is worth before the order has to be known.
  await json('limits', 'show', account);
  const answer = await served().signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.5', account_name: account });
  if (answer.status !== 200) throw new Error(answer.text);
}

/** The console stops each account by itself: `kills list` has the code, and its signals are refused. */
export const STOP_CASES: readonly CodeCase[] = [
  {
    code: 'CLOCK_SKEW',
    when: 'the clock of the exchange is ten minutes off',
    stopped: 'skewed',
  },
  {
    code: 'REPEATED_REFUSALS',
    when: 'the exchange refuses twice',
    before: async (desk) => {
      desk.venues.spot.faults.next(placing('refused'), binanceFault(-2010), 2);
      await fire(desk, 'refused', { 'BTC/USDT': 409, 'ETH/USDT': 409 });
    },
    stopped: 'refused',
  },
  {
    code: 'ACCOUNT_STOPPED',
    when: 'such an account is signalled',
    signal: { account_name: 'refused' },
    notAlone: true,
  },
  {
    code: 'REPEATED_UNKNOWN',
    when: 'two answers are lost',
    before: async (desk) => {
      desk.venues.spot.faults.next(placing('lost'), { kind: 'drop_before' }, 2);
      await fire(desk, 'lost', { 'BTC/USDT': 202, 'ETH/USDT': 202 });
    },
    stopped: 'lost',
  },
  {
    code: 'MAX_DAILY_LOSS',
    when: 'an order costs more than may be lost a day',
    given: [['limits', 'set', 'loser', '--max-daily-loss', '5']],
    before: (desk) => lose(desk, 'loser'),
    stopped: 'loser',
  },
  {
    code: 'MAX_DRAWDOWN',
    when: 'an order costs more than may be lost from the peak',
    given: [['limits', 'set', 'sinker', '--max-drawdown', '5']],
    before: (desk) => lose(desk, 'sinker'),
    stopped: 'sinker',
  },
  { code: 'BOOKS_DISAGREE', when: 'the exchange takes back what it filled', before: contradict, stopped: 'books' },
  {
    code: 'MODE_CHANGED',
    when: 'a paper account is real at the next start',
    before: ({ restart }) => restart({ QT_ACCOUNT_CHANGED_MODE: 'real' }),
    stopped: 'changed',
  },
];
