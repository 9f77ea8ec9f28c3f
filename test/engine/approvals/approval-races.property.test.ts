import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ApprovalState } from '../../../shared/schema/approval.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { FireDocument } from '../../../shared/schema/order.ts';
import { openSimEngine, signal } from '../sim-engine.ts';
import { account, askFirst, newest } from './ask-first.ts';

const MINUTE_MS = 60_000;

/** What people, programs and the clock do at once with one waiting signal. */
const ACTS = [
  'yes',
  'yes_elsewhere',
  'no',
  'again',
  'other_body',
  'tick',
  'expire',
  'flag_off',
  'flag_on',
  'turn',
] as const;
const acts = fc.array(fc.constantFrom(...ACTS), { minLength: 2, maxLength: 12 });

/** What one of those who asked was told at the end. */
type Word = { fired: FireDocument } | { refused: string };

const words = (asked: Promise<FireDocument>): Promise<Word> =>
  asked.then(
    (fired) => ({ fired }),
    (error: unknown) => {
      if (!(error instanceof QtError)) throw error;
      return { refused: error.code };
    },
  );

it('a waiting signal has one end, at most one order, and everybody is told the same', async () => {
  const { engine, clock } = await openSimEngine();
  const ends = new Set<ApprovalState>();
  const all = () => engine.orders.list({ limit: 200, before: null, account_name: null, status: null }).orders;
  let run = 0;
  await fc.assert(
    fc.asyncProperty(acts, async (script) => {
      const id = `race${(run += 1)}`;
      const body = signal({ id, amount: '0.0001' });
      askFirst(engine, account('main_sim'));
      const before = engine.orders.counts().reduce((sum, { count }) => sum + count, 0);
      await engine.signals.fire(body, 'http');
      const { id: approval } = newest(engine);
      const yes: Promise<Word>[] = [];
      const again: Promise<Word>[] = [];
      for (const act of script) {
        if (act === 'yes') yes.push(words(engine.approvals.approve(approval, 'desktop')));
        if (act === 'yes_elsewhere') {
          const shown = { account_name: 'swing_sim', exchange: 'sim', mode: 'paper', testnet: false } as const;
          yes.push(words(engine.approvals.approve(approval, 'page', shown)));
        }
        if (act === 'no') {
          try {
            engine.approvals.decline(approval, 'cli');
          } catch (error) {
            expect(error).toBeInstanceOf(QtError);
          }
        }
        if (act === 'again') again.push(words(engine.signals.fire(body, 'http')));
        if (act === 'other_body') again.push(words(engine.signals.fire(signal({ id, amount: '0.0002' }), 'http')));
        if (act === 'tick') clock.advance(1);
        if (act === 'expire') clock.advance(10 * MINUTE_MS);
        if (act === 'flag_off') askFirst(engine, account('main_sim'), null);
        if (act === 'flag_on') askFirst(engine, account('main_sim'));
        if (act === 'turn') await Promise.resolve();
      }
      // Orders on the built-in market are settled by its own time.
      const told = await settle([...yes, ...again], clock);

      const { state, error } = engine.approvals.get(approval);
      ends.add(state);
      const placed = all().filter((order) => order.signal_id === id);
      expect(engine.orders.counts().reduce((sum, { count }) => sum + count, 0)).toBe(before + placed.length);
      expect(placed.length).toBe(state === 'approved' && !error ? 1 : 0);
      const final = await engine.signals.fire(body, 'http');
      expect(final.orders.map((order) => order.id)).toEqual(placed.map((order) => order.id));
      expect(final.error?.code).toBe(
        {
          waiting: 'APPROVAL_PENDING',
          declined: 'APPROVAL_DECLINED',
          expired: 'APPROVAL_EXPIRED',
          approved: error?.code,
        }[state],
      );
      for (const word of told) {
        if ('refused' in word) {
          expect(['REVISION_CONFLICT', 'DUPLICATE_SIGNAL', 'APPROVAL_DECLINED', 'APPROVAL_EXPIRED']).toContain(
            word.refused,
          );
        } else if (!word.fired.approval) expect(word.fired).toEqual(final);
      }
      if (state === 'waiting') engine.approvals.decline(approval, 'cli');
    }),
    { numRuns: 300 },
  );
  expect([...ends].toSorted()).toEqual(['approved', 'declined', 'expired', 'waiting']);
}, 60_000);

async function settle<T>(asked: Promise<T>[], clock: { advanceAsync(ms: number): Promise<void> }): Promise<T[]> {
  let done = false;
  const all = Promise.all(asked).finally(() => (done = true));
  while (!done) await clock.advanceAsync(1);
  return all;
}
