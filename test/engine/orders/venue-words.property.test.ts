import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { OrderReport, VenueFill } from '../../../electron/engine/venues/venue.ts';
import { add, eq, sub } from '../../../shared/money/decimal.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { tempJournal } from '../../support/temp-journal.ts';
import { orderWorld, report } from './order-world.ts';
import type { OrderWorld } from './order-world.ts';

const AMOUNT = '0.01';

/** What really happened to an order at its venue: its fills in order, and how it ended. Tenths of a thousandth of a coin. */
interface History {
  parts: number[];
  end: 'open' | 'canceled' | 'expired' | 'filled';
}

const histories: fc.Arbitrary<History> = fc
  .record({
    parts: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }),
    end: fc.constantFrom('open' as const, 'canceled' as const, 'expired' as const, 'filled' as const),
  })
  .map(({ parts, end }) => {
    const sum = parts.reduce((total, part) => total + part, 0);
    return end === 'filled' ? { parts: [...parts, 100 - sum], end } : { parts, end };
  });

const coins = (parts: number): string => (parts / 10_000).toString();

/** The venue's word at each moment of the history: as it was placed, after each fill, and at the end. */
function wordsOf({ parts, end }: History): OrderReport[] {
  const fills: VenueFill[] = parts.map((part, i) => ({
    ...{ tradeId: `t${i + 1}`, price: '50000', amount: coins(part), fee: null, feeAsset: null, liquidity: null },
    atMs: 1_000 + i,
  }));
  const after = (count: number): OrderReport => {
    const told = fills.slice(0, count);
    const filled = told.reduce((sum, fill) => add(sum, fill.amount), '0');
    const status = filled === '0' ? 'open' : eq(filled, AMOUNT) ? 'filled' : 'partially_filled';
    return report({ status, filled, average: filled === '0' ? null : '50000', fills: told });
  };
  const moments = Array.from({ length: parts.length + 1 }, (_, count) => after(count));
  const last = moments.at(-1) as OrderReport;
  return end === 'canceled' || end === 'expired' ? [...moments, { ...last, status: end }] : moments;
}

/** How one word travels. A stream tells only the newest fill with it; a list of trades, all. */
const WAYS = ['reply', 'stream', 'poll', 'lookup', 'recovery'] as const;
const travels = fc.array(
  fc.record({
    moment: fc.integer({ min: 0, max: 5 }),
    way: fc.constantFrom(...WAYS),
    newestOnly: fc.boolean(),
  }),
  { maxLength: 12 },
);

async function sent(desk: OrderWorld, first: 'accepted' | 'unknown'): Promise<string> {
  desk.venue.onPlace = () =>
    first === 'accepted' ? { kind: 'accepted', report: report() } : { kind: 'unknown', message: 'timeout' };
  return (await desk.fire()).orders[0]!.id;
}

it('leads to the same books however the words of a venue travel: late, twice, in any order', async () => {
  await fc.assert(
    fc.asyncProperty(
      histories,
      travels,
      fc.constantFrom('accepted' as const, 'unknown' as const),
      async (history, told, first) => {
        const desk = orderWorld();
        try {
          const words = wordsOf(history);
          const id = await sent(desk, first);
          let most = '0';
          let ended = false;
          for (const { moment, way, newestOnly } of told) {
            const word = words[Math.min(moment, words.length - 1)] as OrderReport;
            const fills = newestOnly ? word.fills.slice(-1) : word.fills;
            desk.tracker.book(id, { ...word, fills }, way, 'told');
            const now = desk.order(id);
            // Never back: neither the fills, nor an end.
            expect(Number(sub(now.filled, most))).toBeGreaterThanOrEqual(0);
            most = now.filled;
            if (ended) expect(isFinal(now.status)).toBe(true);
            ended = isFinal(now.status);
          }
          // In the end the whole truth is told once, as a reconciliation does.
          const truth = words.at(-1) as OrderReport;
          desk.tracker.book(id, truth, 'recovery', 'the whole truth');
          const order = desk.order(id);
          expect({ status: order.status, filled: order.filled, late: order.late }).toEqual({
            status: truth.status,
            filled: truth.filled,
            late: false,
          });
          expect(
            desk.journal
              .fills(id)
              .map(({ trade_id, amount }) => ({ trade_id, amount }))
              .toSorted(byTrade),
          ).toEqual(truth.fills.map(({ tradeId, amount }) => ({ trade_id: tradeId, amount })));
          // Said once more, by whatever way, it writes nothing.
          const before = dump(desk);
          for (const way of WAYS) desk.tracker.book(id, truth, way, 'again');
          expect(dump(desk)).toEqual(before);
        } finally {
          await desk.close();
          desk.db.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});

const byTrade = (a: { trade_id: string }, b: { trade_id: string }): number => (a.trade_id < b.trade_id ? -1 : 1);

/** Every table of the journal, whole. */
function dump(desk: Pick<OrderWorld, 'db'>): Record<string, unknown[]> {
  const tables = desk.db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`);
  return Object.fromEntries(tables.map(({ name }) => [name, desk.db.all(`SELECT rowid, * FROM "${name}"`)]));
}

/** One run of a small life: orders, lost answers, streams, look-ups, a reconciliation. */
async function life(steps: readonly number[]): Promise<string> {
  const clock = createFakeClock();
  const desk = orderWorld({ clock, db: tempJournal(), attended: true });
  onTestFinished(desk.close);
  desk.venue.listeners = new Set();
  desk.venue.onLookup = (ref) => ({ kind: 'found', report: report({ venueOrderId: `v-${ref.clientOrderId}` }) });
  desk.life.recover();
  const ids: string[] = [];
  for (const step of steps) {
    if (step === 0) {
      desk.venue.onPlace = (order) => ({
        kind: 'accepted',
        report: report({ venueOrderId: `v-${order.clientOrderId}` }),
      });
      ids.push(...(await desk.fire()).orders.map((order) => order.id));
    } else if (step === 1) {
      desk.venue.onPlace = () => ({ kind: 'unknown', message: 'timeout' });
      ids.push(...(await desk.fire()).orders.map((order) => order.id));
    } else if (step === 2) {
      const row = desk.journal.unsettled()[0];
      const words = wordsOf({ parts: [40], end: 'canceled' });
      for (const word of row ? words : []) {
        const fills = word.fills.map((fill) => ({ ...fill, tradeId: `${row!.id}-${fill.tradeId}` }));
        const told = { ...word, fills, venueOrderId: `v-${row!.client_order_id}` };
        desk.venue.tell({
          kind: 'order',
          clientOrderId: row!.client_order_id,
          venueOrderId: told.venueOrderId,
          report: told,
        });
      }
    } else if (step === 3) {
      await desk.life.reconcile(null);
    }
    await clock.advanceAsync(step * 700);
  }
  return JSON.stringify(dump(desk));
}

it('writes the same journal, to the byte, for the same seed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 3, maxLength: 8 }), async (steps) => {
      expect(await life(steps)).toBe(await life(steps));
    }),
    { numRuns: 6 },
  );
});
