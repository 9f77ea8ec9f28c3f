import type { CodeCase } from './code-case.ts';
import type { CodeDesk } from './code-desk.ts';

/** Whatever it is asked, it fails. */
async function makeSick({ venues, json }: CodeDesk): Promise<void> {
  venues.bybit.faults.always('*', { kind: 'status', status: 503 });
  for (let i = 0; i < 3; i += 1) await json('accounts', 'balance', 'main_bybit');
}

async function loseAnAnswer({ venues, served }: CodeDesk): Promise<void> {
  const { faults, streams } = venues.spot;
  // Nothing tells what became of it.
  streams.refuse(true);
  const own = (path: RegExp) => (request: { account?: string | undefined; route: string }) =>
    request.account === 'lost' && path.test(request.route);
  faults.next(own(/^order\.place$/), { kind: 'drop_before' });
  faults.always(own(/^order\.query$/), { kind: 'status', status: 503 });
  const answer = await served().signal({ symbol: 'BTC/USDT', side: 'long', amount: '0.01', account_name: 'lost' });
  if (answer.status !== 202) throw new Error(answer.text);
}

export const ROUTING_CASES: readonly CodeCase[] = [
  { code: 'INVALID_SIGNAL', when: 'a side that there is not', signal: { side: 'up' }, status: 422, exit: 2 },
  {
    code: 'DUPLICATE_SIGNAL',
    when: 'an id with another amount',
    given: [['signal', 'fire', '--id', 'twice', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01']],
    signal: { id: 'twice', amount: '0.02' },
  },
  { code: 'ACCOUNT_NOT_FOUND', when: 'a signal names it', signal: { account_name: 'nobody' } },
  { code: 'ACCOUNT_NOT_FOUND', when: 'a command names it', command: ['accounts', 'test', 'nobody'], exit: 6 },
  {
    code: 'ACCOUNT_EXCHANGE_MISMATCH',
    when: 'the signal names an exchange that is not of its account',
    signal: { account_name: 'limited', exchange: 'bybit' },
  },
  { code: 'NO_DEFAULT_ACCOUNT', when: 'there is no main_kraken', signal: { exchange: 'kraken' } },
  {
    code: 'EXCHANGE_UNHEALTHY',
    when: 'an exchange fails, and its stand-in is not registered',
    given: [['failover', 'chain', 'bybit', '--to', 'kraken']],
    before: makeSick,
    signal: { exchange: 'bybit' },
  },
  { code: 'ACCOUNT_DISARMED', when: 'a real account is not armed', signal: { account_name: 'unarmed' } },
  {
    code: 'KILL_SWITCH',
    when: 'the strategy is killed',
    given: [
      ['strategies', 'set', 'wild', '--account', 'limited'],
      ['kill', '--strategy', 'wild', '--yes'],
    ],
    signal: { strategy_id: 'wild' },
  },
  {
    code: 'OUTCOME_PENDING',
    when: 'the former order of the account and symbol is unknown',
    before: loseAnAnswer,
    signal: { account_name: 'lost' },
  },
  { code: 'UNKNOWN_SYMBOL', when: 'no such market', signal: { symbol: 'NONE/USDT' } },
  { code: 'MIN_NOTIONAL', when: 'an order of a dollar', signal: { amount: '0.00002' } },
  { code: 'INSUFFICIENT_FUNDS', when: 'more than there is money for', signal: { amount: '5' } },
];

export const ARMING_CASES: readonly CodeCase[] = [
  { code: 'MODE_VIOLATION', when: 'a paper account is armed', command: ['arm', 'practice', '--yes'], exit: 3 },
  { code: 'KEY_CAN_WITHDRAW', when: 'its key may withdraw', command: ['arm', 'rich', '--yes'], exit: 3 },
  {
    code: 'STOP_NOT_FOUND',
    when: 'what is not stopped is resumed',
    command: ['resume', '--account', 'limited', '--yes'],
    exit: 6,
  },
  {
    code: 'CONFIRMATION_INVALID',
    when: 'the phrase of arming is another one',
    called: async ({ arming }) => {
      const terms = { account_name: 'unarmed', duration_ms: 60_000 };
      const { confirmation_id } = await arming.prepare.mutate(terms);
      await arming.arm.mutate({ confirmation_id, typed: 'limited' });
    },
  },
];
