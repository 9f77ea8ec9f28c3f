import path from 'node:path';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createAuditChain } from '../../electron/engine/audit/audit-chain.ts';
import type { OrderDetailDocument } from '../../shared/schema/order.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { tempDir } from '../support/temp-dir.ts';
import { tempJournal } from '../support/temp-journal.ts';
import type { Ledger, OrderRecord, TradeRecord } from '../venues/venue-server.ts';
import { checkJournal } from './check-journal.ts';
import { compareAll } from './compare-all.ts';
import { compareMoney } from './compare-money.ts';
import { RICH } from './venues-under-fault.ts';
import { compareBooks, sentTwice } from './compare-books.ts';
import { findSecrets } from './secrets.ts';
import type { Dump } from './trader-talk.ts';
import type { OpenVenue } from './venues-under-fault.ts';
import type { World } from './world.ts';

/* A comparison that sees nothing would let everything pass: here each difference is made, and must be seen. */

const THERE = {
  ...{ id: '1', clientOrderId: 'c', market: 'BTCUSDT', side: 'buy', amount: '2', price: '50', filled: '1' },
  ...{ status: 'partially_filled', createdAt: 1, updatedAt: 5 },
} as unknown as OrderRecord;
const TRADE = {
  id: '9',
  orderId: '1',
  price: '50',
  amount: '1',
  fee: '0.1',
  feeAsset: 'USDT',
} as unknown as TradeRecord;
/** What an account begins with. */
const HELD = Object.fromEntries(Object.entries(RICH).map(([asset, free]) => [asset, { free, locked: '0' }]));
const ledgerOf = (orders: OrderRecord[], trades: TradeRecord[] = [TRADE]): Ledger => ({
  ...{ orders, trades, balances: HELD, positions: {}, terms: {} },
});
const FILL = { trade_id: '9', price: '50', amount: '1', fee: '0.1', fee_asset: 'USDT', liquidity: null, at: '' };
const STEPS = [
  { from: null, to: 'journaled', cause: 'signal' },
  { from: 'journaled', to: 'sent', cause: 'send' },
  { from: 'sent', to: 'partially_filled', cause: 'reply' },
];

function ours(order: object = {}, more: object = {}): OrderDetailDocument {
  return {
    order: {
      ...{ id: 'o', signal_id: 's', account_name: 'a', client_order_id: 'c', venue_order_id: '1', side: 'buy' },
      ...{ amount: '2', price: '50', filled: '1', status: 'partially_filled', late: false, replaces: null },
      ...order,
    },
    ...{ fills: [FILL], transitions: STEPS, evidence: [], decision: {} },
    ...more,
  } as unknown as OrderDetailDocument;
}

const books = (detail: OrderDetailDocument[], orders = [THERE], options = {}) =>
  compareBooks('a', detail, ledgerOf(orders), options);

describe('the comparison of books', () => {
  it('agrees where all is the same', () => expect(books([ours()])).toEqual([]));

  it.each<[string, OrderDetailDocument[], OrderRecord[], RegExp]>([
    ['an order that only we have', [ours()], [], /unknown to the venue/],
    ['an order that only the venue has', [], [THERE], /which we never journaled/],
    ['one that is there twice', [ours()], [THERE, THERE], /c twice/],
    [
      'two orders of one signal',
      [ours(), ours({ id: 'p', client_order_id: 'd', status: 'not_placed' })],
      [THERE],
      /signal s has 2/,
    ],
    ['another state', [ours({ status: 'open' })], [THERE], /is open here and partially_filled there/],
    ['another size', [ours({ amount: '3' })], [THERE], /is of 3 here and 2 there/],
    ['another price', [ours({ price: '51' })], [THERE], /at 51 here and at 50 there/],
    ['another figure that is filled', [ours({ filled: '2' })], [THERE], /has 2 filled here and 1 there/],
    ['another id', [ours({ venue_order_id: '2' })], [THERE], /is 2 here and 1 there/],
    ['a fill that is booked twice', [ours({}, { fills: [FILL, FILL] })], [THERE], /2 fills here and 1 there/],
    ['a fill with another fee', [ours({}, { fills: [{ ...FILL, fee: '0.2' }] })], [THERE], /fee 0.2/],
    [
      'a fill that the venue does not have',
      [ours({}, { fills: [{ ...FILL, trade_id: '8' }] })],
      [THERE],
      /the venue has nothing/,
    ],
    ['an order that is unsettled', [ours({ status: 'unknown' })], [THERE], /still unknown/],
    [
      'a step that is missing',
      [ours({}, { transitions: STEPS.slice(1) })],
      [THERE],
      /goes on from journaled, and was null/,
    ],
    [
      'a step that there is not',
      [ours({}, { transitions: [...STEPS, { from: 'partially_filled', to: 'open', cause: 'poll' }] })],
      [THERE],
      /from partially_filled to open/,
    ],
    [
      'a verdict that was none',
      [
        ours(
          { late: true },
          {
            transitions: [
              ...STEPS.slice(0, 2),
              { from: 'sent', to: 'not_placed', cause: 'lookup' },
              { from: 'not_placed', to: 'partially_filled', cause: 'stream' },
            ],
          },
        ),
      ],
      [THERE],
      /was not_placed by lookup for certain, and went to partially_filled by stream/,
    ],
    [
      'a history that ends elsewhere',
      [ours({}, { transitions: STEPS.slice(0, 2) })],
      [THERE],
      /its history ends with sent/,
    ],
  ])('sees %s', (_, detail, orders, words) => {
    expect(books(detail, orders)).toContainEqual(expect.stringMatching(words));
  });

  it('sees an order from outside that was taken for ours', () => {
    const outside = new Set(['1']);
    expect(books([ours()], [THERE], { outside })).toContainEqual(expect.stringMatching(/has taken 1/));
  });

  it('sees a replacement that came before the end of the order whose place it took', () => {
    const next = ours({ id: 'p', signal_id: 't', client_order_id: 'd', venue_order_id: '2', replaces: 'o' }, {});
    const early = { ...THERE, id: '2', clientOrderId: 'd', createdAt: 4 } as OrderRecord;
    expect(books([ours(), next], [THERE, early])).toContainEqual(expect.stringMatching(/p was at the venue before o/));
    const later = { ...early, createdAt: 5 } as OrderRecord;
    expect(books([ours(), next], [THERE, later])).not.toContainEqual(expect.stringMatching(/before o/));
  });

  it('sees an id that was sent twice', () => expect(sentTwice(['a', 'b', 'a'])).toEqual(['a was sent more than once']));
});

const VERIFIED = { account_name: 'a', recomputed: { ok: true, differences: [] }, balances: null, error: null };
const NO_BOOKS = { trades: [], pnl: [], verified: [VERIFIED] };

describe('the comparison of money', () => {
  const account = { name: 'a', markets: [{ symbol: 'BTC/USDT', market: 'BTCUSDT' }], rig: { market: 'spot' } };
  const trade = {
    account_name: 'a',
    symbol: 'BTC/USDT',
    side: 'buy',
    amount: '1',
    value: '50',
    fee: '0.1',
    fee_asset: 'USDT',
  };
  const money = (more: object, balances: object = {}, options: object = {}): string[] => {
    const told = { books: { ...NO_BOOKS, trades: [trade], ...more } } as unknown as Dump;
    const ledger = { ...ledgerOf([], []), balances: { ...HELD, ...balances } };
    const of = account as unknown as Parameters<typeof compareMoney>[0];
    return compareMoney(of, told, ledger, { outside: new Set(), nameless: false, ...options });
  };
  const held = { BTC: { free: '100.5', locked: '0.5' }, USDT: { free: '9999949.9', locked: '0' } };

  it('agrees where what was there first and all trades and fees are what is there', () =>
    expect(money({}, held)).toEqual([]));

  it('sees a fee, a trade or a payment that the books do not have', () => {
    expect(money({ trades: [{ ...trade, fee: '0.2' }] }, held)).toEqual([
      'a: 9999949.9 USDT there and 9999949.8 by the books',
    ]);
    expect(money({ trades: [] }, held)).toHaveLength(2);
    expect(money({}, { ...held, ETH: { free: '999', locked: '0' } })).toEqual([
      'a: 999 ETH there and 1000 by the books',
    ]);
  });

  it('sees books that were not those of the journal, and a difference that is not explained', () => {
    const difference = { asset: 'BTC', expected: '1', shown: '2', explained: false };
    const told = {
      ...VERIFIED,
      recomputed: { ok: false, differences: ['x'] },
      balances: { differences: [difference] },
    };
    expect(money({ verified: [told] }, held)).toEqual([
      'a: the books that were kept are not those of the journal: x',
      'a: verified with 2 BTC there and 1 by the books, unexplained',
    ]);
    expect(money({ verified: [] }, held)).toEqual(['a: is not verified']);
  });
});

describe('the comparison of all', () => {
  const market = { symbol: 'BTC/USDT:USDT', market: 'BTCUSDT' };
  const order = { ...THERE, id: '7', clientOrderId: 'web' } as OrderRecord;
  const world = (ledger: Ledger): World => {
    const rig = { market: 'swap', routes: { place: 'order.place' } };
    const server = { ledger: () => ledger, requests: [] };
    const venue = { spec: { exchange: 'binance' }, server, accounts: [{ name: 'a', rig, markets: [market] }] };
    return {
      venues: [venue as unknown as OpenVenue],
      outside: [{ account: 'a', venueOrderId: '7' }],
      ...{ groups: [], signals: [], mayCancel: new Set<string>(), offsetMs: 0, timesTell: true },
    };
  };
  const shown = { account_name: 'a', venue_order_id: '7' };
  const dump = (more: object = {}): Dump =>
    ({ orders: [], external: [shown], positions: [], firings: [], books: NO_BOOKS, ...more }) as unknown as Dump;
  const all = (ledger: Ledger, told: Dump) => compareAll(world(ledger), told).wrong;

  it('agrees where what rests outside is shown', () => expect(all(ledgerOf([order], []), dump())).toEqual([]));

  it('sees what is not shown, shown for nothing, or canceled', () => {
    expect(all(ledgerOf([order], []), dump({ external: [] }))).toEqual([
      'a: 7 was placed outside, is partially_filled, and is not shown',
    ]);
    const strange = { ...shown, venue_order_id: '8' };
    expect(all(ledgerOf([order], []), dump({ external: [shown, strange] }))).toEqual([
      'a: 8 is shown as not ours, and is',
    ]);
    const gone = { ...order, status: 'canceled' } as OrderRecord;
    expect(all(ledgerOf([gone], []), dump({ external: [] }))).toEqual(['a: 7 was placed outside, and is canceled']);
  });

  it('sees a position that is another one', () => {
    const ledger = { ...ledgerOf([order], []), positions: { BTCUSDT: '-2' } };
    const booked = { account_name: 'a', symbol: market.symbol, side: 'sell', amount: '2', value: '100', fee: null };
    const books = { ...NO_BOOKS, trades: [booked] };
    const position = { account_name: 'a', symbol: market.symbol, side: 'long', amount: '2' };
    const short = { ...position, side: 'short' };
    expect(all(ledger, dump({ books }))).toEqual(['a: a position of 0 BTC/USDT:USDT here and -2 there']);
    expect(all(ledger, dump({ positions: [short] }))).toEqual(['a: 0 of BTC/USDT:USDT by the books, and -2 there']);
    expect(all(ledger, dump({ books, positions: [position] }))).toEqual([
      'a: a position of 2 BTC/USDT:USDT here and -2 there',
    ]);
    expect(all(ledger, dump({ books, positions: [short] }))).toEqual([]);
  });

  it('sees two live orders of one leg, and a leg that does not know what became of it', () => {
    const legs = [{ account_name: 'b', state: 'unknown', order: { id: 'o' } }];
    const own = ['g~b', 'g~b~2'].map((signal_id, i) => ours({ id: i === 0 ? 'o' : 'p', account_name: 'b', signal_id }));
    const told = dump({ orders: own, firings: [{ signal_id: 'g', fired: { legs } }] });
    expect(all(ledgerOf([order], []), told)).toEqual([
      'group signal g: b has 2 orders of one leg',
      'group signal g: the leg of b is unknown, and its order partially_filled',
    ]);
  });
});

describe('the look at the journal', () => {
  it('sees a changed entry of the audit chain', () => {
    const file = path.join(tempDir(), 'journal.db');
    const db = tempJournal(file);
    const audit = createAuditChain(db, createFakeClock());
    for (const subject of ['a', 'b', 'c']) audit.append('armed', subject, { by: 'cli' });
    expect(checkJournal(file)).toEqual([]);
    db.exec('DROP TRIGGER IF EXISTS audit_is_append_only');
    for (const { name } of db.all<{ name: string }>(
      `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit'`,
    )) {
      db.exec(`DROP TRIGGER ${name}`);
    }
    db.exec(`UPDATE audit SET subject = 'x' WHERE seq = 2`);
    expect(checkJournal(file)).toEqual(['the audit chain breaks at entry 2']);
  });
});

describe('the search for secrets', () => {
  const venue = {
    env: { QT_ACCOUNT_A_API_SECRET: 'hush-hush-hush' },
    server: {
      url: 'http://venue',
      tokens: () => ['token-of-a-stream-1234567890'],
      requests: [
        {
          route: 'order.place',
          headers: { 'ok-access-sign': 'c2lnbmF0dXJlIG9mIGFuIG9yZGVy' },
          rawQuery: '',
          rawBody: '',
        },
      ],
    },
  } as unknown as OpenVenue;

  it.each([
    ['hush-hush-hush', 'QT_ACCOUNT_A_API_SECRET'],
    [Buffer.from('hush-hush-hush').toString('base64'), 'QT_ACCOUNT_A_API_SECRET'],
    ['token-of-a-stream-1234567890', 'a token of http://venue'],
    ['"c2lnbmF0dXJlIG9mIGFuIG9yZGVy"', 'a signature of order.place'],
  ])('sees %s', (text, what) => {
    const dataDir = tempDir();
    writeFileSync(path.join(dataDir, 'engine.log'), `before ${text} behind`);
    expect(findSecrets({ dataDir, output: '', venues: [venue] })).toEqual([`${what} stands in engine.log`]);
    writeFileSync(path.join(dataDir, 'engine.log'), 'nothing');
    expect(findSecrets({ dataDir, output: text, venues: [venue] })).toEqual([`${what} stands in its output`]);
  });
});
