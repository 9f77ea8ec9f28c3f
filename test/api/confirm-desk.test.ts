import { beforeEach, describe, expect, it } from 'vitest';
import { createConfirmDesk } from '../../electron/api/confirm-desk.ts';
import type { ConfirmDesk } from '../../electron/api/confirm-desk.ts';
import { CONFIRM_UNSEEN_MS, CONFIRM_WITHIN_MS, HOLD_MS } from '../../shared/confirm-times.ts';
import type { ConfirmQuestion } from '../../shared/schema/confirmation.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import type { FakeClock } from '../support/fake-clock.ts';

const QUESTION: ConfirmQuestion = {
  action: 'fire',
  title: 'Fire a REAL order',
  mode: 'real',
  testnet: false,
  account_name: 'main_binance',
  money: null,
  side: 'buy',
  sentence: 'Buy 1 BTC',
  facts: [],
  warnings: [],
  way: 'hold',
  phrase: 'main_binance',
  verb: 'fire REAL order',
};
const TYPED: ConfirmQuestion = { ...QUESTION, action: 'arm', way: 'typed' };
const YES_BY_HOLD = { yes: true, by: 'hold' } as const;
const yesByWords = (typed: string) => ({ yes: true, by: 'typed', typed }) as const;

describe('a desk that asks its operator', () => {
  let clock: FakeClock;
  let desk: ConfirmDesk;
  let opened: string[];
  let closed: string[];
  let canOpen: boolean;

  beforeEach(() => {
    clock = createFakeClock();
    opened = [];
    closed = [];
    canOpen = true;
    const surface = {
      open: (id: string): string => {
        if (!canOpen) throw new Error('no window');
        opened.push(id);
        return `http://surface/#${id}`;
      },
      close: (id: string) => void closed.push(id),
    };
    let ids = 0;
    desk = createConfirmDesk(surface, { ...clock, token: () => `q${(ids += 1)}` });
  });

  /** What became of a question, as it becomes known. */
  function watched(asked: ReturnType<ConfirmDesk['ask']>): () => unknown {
    let became: unknown = 'waiting';
    asked.then(
      (said) => (became = said),
      (error: { code: string }) => (became = error.code),
    );
    return () => became;
  }
  const outcomeOf = async (asked: ReturnType<ConfirmDesk['ask']>): Promise<unknown> =>
    asked.catch((error: { code: string }) => error.code);

  it('takes a hold once the question was in sight for as long as a hold lasts', async () => {
    const became = watched(desk.ask(QUESTION));
    expect(desk.answer('q1', YES_BY_HOLD), 'nobody has seen it').toBe('again');
    clock.advance(5_000);
    expect(desk.read('q1')).toMatchObject({ id: 'q1', sentence: 'Buy 1 BTC', left_ms: CONFIRM_WITHIN_MS - 5_000 });
    clock.advance(HOLD_MS - 1);
    expect(desk.answer('q1', YES_BY_HOLD)).toBe('again');
    clock.advance(1);
    expect(desk.answer('q1', YES_BY_HOLD)).toBe('done');
    await expect.poll(became).toEqual({ yes: true, by: 'hold' });
    expect(desk.answer('q1', YES_BY_HOLD)).toBe('gone');
    expect([opened, closed]).toEqual([['q1'], ['q1']]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('begins anew when another document shows it', () => {
    void desk.ask(QUESTION);
    desk.read('q1');
    clock.advance(HOLD_MS);
    desk.read('q1');
    expect(desk.answer('q1', YES_BY_HOLD)).toBe('again');
  });

  it('takes the exact words, and not before the question was in sight for a moment', async () => {
    const became = watched(desk.ask(TYPED));
    desk.read('q1');
    clock.advance(CONFIRM_UNSEEN_MS - 1);
    expect(desk.answer('q1', yesByWords('main_binance'))).toBe('again');
    clock.advance(1);
    for (const words of ['', 'main', 'MAIN_BINANCE', 'main_binance2']) {
      expect(desk.answer('q1', yesByWords(words)), words).toBe('again');
    }
    clock.advance(HOLD_MS);
    expect(desk.answer('q1', YES_BY_HOLD), 'a hold where words are asked for').toBe('again');
    expect(desk.answer('q1', yesByWords(' main_binance '))).toBe('done');
    await expect.poll(became).toEqual({ yes: true, by: 'typed' });
  });

  it('hears a no at once, and what is asked for beside it', async () => {
    const plain = desk.ask(QUESTION);
    desk.answer('q1', { yes: false });
    expect(await plain).toEqual({ yes: false, also: null });
    const safer = desk.ask(QUESTION);
    desk.answer('q2', { yes: false, also: 'kill' });
    expect(await safer).toEqual({ yes: false, also: 'kill' });
  });

  it('takes silence for a no, and a surface that does not show for nobody', async () => {
    const silent = watched(desk.ask(QUESTION));
    desk.read('q1');
    await clock.advanceAsync(CONFIRM_WITHIN_MS);
    expect(silent()).toBe('CONFIRMATION_DECLINED');
    expect(desk.read('q1')).toBeNull();

    const unseen = watched(desk.ask(QUESTION));
    await clock.advanceAsync(10_000);
    expect(unseen()).toBe('CONFIRMATION_UNAVAILABLE');

    canOpen = false;
    expect(await outcomeOf(desk.ask(QUESTION))).toBe('CONFIRMATION_UNAVAILABLE');
    expect(desk.waiting()).toBeNull();
    expect(clock.pendingTimers()).toBe(0);
  });

  it('ends with whoever asked', async () => {
    const gone = new AbortController();
    const asked = outcomeOf(desk.ask(QUESTION, { signal: gone.signal }));
    desk.read('q1');
    gone.abort();
    expect(await asked).toBe('CONFIRMATION_DECLINED');
    expect(desk.answer('q1', YES_BY_HOLD)).toBe('gone');
    expect(await outcomeOf(desk.ask(QUESTION, { signal: gone.signal }))).toBe('CONFIRMATION_DECLINED');
    expect(opened).toEqual(['q1']);

    const withdrawn = outcomeOf(desk.ask(QUESTION));
    desk.withdraw();
    expect(await withdrawn).toBe('CONFIRMATION_DECLINED');
  });

  it('asks one at a time; what is urgent takes the place of what waits', async () => {
    const first = outcomeOf(desk.ask(QUESTION));
    expect(await outcomeOf(desk.ask(QUESTION))).toBe('CONFIRMATION_UNAVAILABLE');
    expect(opened).toEqual(['q1']);
    void desk.ask({ ...QUESTION, action: 'flatten' }, { urgent: true });
    expect(await first).toBe('CONFIRMATION_DECLINED');
    expect(desk.waiting()).toMatchObject({ id: 'q2', action: 'flatten', url: 'http://surface/#q2' });
    expect(desk.answer('q1', YES_BY_HOLD), 'a yes to what is not asked any more').toBe('gone');
  });

  it('is not worn down: after six without a yes it asks nothing for the rest of the minute', async () => {
    for (let i = 1; i <= 6; i += 1) {
      const asked = desk.ask(QUESTION);
      desk.answer(`q${i}`, { yes: false });
      await asked;
    }
    expect(await outcomeOf(desk.ask(QUESTION))).toBe('CONFIRMATION_UNAVAILABLE');
    expect(opened).toHaveLength(6);
    clock.advance(60_000);
    void desk.ask(QUESTION);
    expect(opened).toHaveLength(7);
  });

  it('lets no other question use up what is urgent, which has a small count of its own', async () => {
    for (let i = 1; i <= 6; i += 1) {
      void outcomeOf(desk.ask(QUESTION));
      desk.answer(`q${i}`, { yes: false });
    }
    for (let i = 7; i <= 9; i += 1) {
      void outcomeOf(desk.ask(QUESTION, { urgent: true }));
      expect(desk.waiting()?.id).toBe(`q${i}`);
      desk.answer(`q${i}`, { yes: false });
    }
    expect(await outcomeOf(desk.ask(QUESTION, { urgent: true }))).toBe('CONFIRMATION_UNAVAILABLE');
    expect(opened).toHaveLength(9);
  });

  it('does not end what waits for an urgent question that may not be asked', async () => {
    for (let i = 1; i <= 3; i += 1) {
      void outcomeOf(desk.ask(QUESTION, { urgent: true }));
      desk.answer(`q${i}`, { yes: false });
    }
    const waits = watched(desk.ask(QUESTION));
    expect(await outcomeOf(desk.ask(QUESTION, { urgent: true }))).toBe('CONFIRMATION_UNAVAILABLE');
    expect(desk.waiting()?.id).toBe('q4');
    expect(waits()).toBe('waiting');
  });

  it('tells of every change of what waits', () => {
    const seen: (string | null)[] = [];
    const stop = desk.onChange(() => seen.push(desk.waiting()?.id ?? null));
    void desk.ask(QUESTION);
    desk.answer('q1', { yes: false });
    stop();
    void desk.ask(QUESTION);
    expect(seen).toEqual(['q1', null]);
  });
});
