import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsAt, walkOn } from '../../../../electron/engine/venues/exchange/history-walk.ts';
import type { Stretch, StretchPage, WalkTerms } from '../../../../electron/engine/venues/exchange/history-walk.ts';
import type { HistoryFlow } from '../../../../electron/engine/venues/venue.ts';

const DAY_MS = 86_400_000;
const NOW_MS = 1_000 * DAY_MS;
const TERMS: WalkTerms = { longestMs: 7 * DAY_MS, beginsMs: 900 * DAY_MS, keptMs: null, toldLateMs: DAY_MS };

function clockAt(nowMs: () => number): Parameters<typeof walkOn>[0] {
  const never = (): never => {
    throw new Error('not asked for');
  };
  return {
    nowMs,
    ensure: () => Promise.resolve(),
    skewMs: never,
    isKnown: never,
    wasMeasured: never,
    measure: never,
    doubt: never,
  };
}

const flowAt = (atMs: number, index: number): HistoryFlow => ({
  id: String(index),
  kind: 'deposit',
  asset: 'USDT',
  amount: '1',
  symbol: null,
  atMs,
});

/** A list of which one page is told, newest first, and the next one by how many to leave out. */
function pagedList(flows: readonly HistoryFlow[], size: number, stretches: Stretch[] = []) {
  return (stretch: Stretch): Promise<StretchPage> => {
    stretches.push(stretch);
    const rows = flows
      .filter(({ atMs }) => atMs >= stretch.fromMs && atMs <= stretch.untilMs)
      .toSorted((a, b) => b.atMs - a.atMs);
    const from = Number(stretch.token ?? 0);
    const next = rows.length > from + size ? String(from + size) : null;
    return Promise.resolve({ flows: rows.slice(from, from + size), next });
  };
}

async function idsOf(
  ask: (stretch: Stretch) => Promise<StretchPage>,
  terms = TERMS,
  cursor: string | null = null,
  nowMs = NOW_MS,
): Promise<{ ids: Set<string>; cursor: string; pages: number }> {
  const ids = new Set<string>();
  for (let pages = 1; pages < 1_000; pages += 1) {
    const page = await walkOn(
      clockAt(() => nowMs),
      terms,
      cursor,
      ask,
    );
    for (const { id } of page.flows) ids.add(id);
    cursor = page.cursor;
    if (!page.more) return { ids, cursor, pages };
  }
  throw new Error('the walk has no end');
}

describe('a walk through time', () => {
  it('tells everything, whatever the page size, also at equal times and at the edges of stretches', async () => {
    const edges = fc.integer({ min: 0, max: 14 }).map((weeks) => TERMS.beginsMs + weeks * TERMS.longestMs);
    const times = fc.array(fc.oneof(edges, fc.integer({ min: TERMS.beginsMs, max: NOW_MS })), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 1, max: 7 }), async (all, size) => {
        const flows = all.map(flowAt);
        const { ids } = await idsOf(pagedList(flows, size));
        expect(ids.size).toBe(flows.length);
      }),
      { numRuns: 60 },
    );
  });

  it('goes over stretches without anything, none longer than allowed and none left out', async () => {
    const stretches: Stretch[] = [];
    await idsOf(pagedList([], 5, stretches));
    expect(stretches).toHaveLength(15);
    expect(stretches[0]?.fromMs).toBe(TERMS.beginsMs);
    expect(stretches.at(-1)?.untilMs).toBe(NOW_MS);
    for (const [index, { fromMs, untilMs }] of stretches.entries()) {
      expect(untilMs - fromMs).toBeLessThanOrEqual(TERMS.longestMs);
      if (index > 0) expect(fromMs).toBe(stretches[index - 1]?.untilMs);
    }
  });

  it('goes on later with what is new, and with what was told late', async () => {
    const flows = [flowAt(NOW_MS - 5, 1)];
    const first = await idsOf(pagedList(flows, 5));
    flows.push(flowAt(NOW_MS - DAY_MS + 1_000, 2), flowAt(NOW_MS + 1_000, 3));
    const later = await idsOf(pagedList(flows, 5), TERMS, first.cursor, NOW_MS + 2_000);
    expect([...later.ids].toSorted()).toEqual(['1', '2', '3']);
    expect(later.pages).toBe(1);
  });

  it('begins inside what the venue remembers, and does not lose its place while that moves on', async () => {
    const terms = { ...TERMS, beginsMs: 0, keptMs: 30 * DAY_MS };
    const flows = Array.from({ length: 50 }, (_, index) => flowAt(NOW_MS - 29 * DAY_MS, index));
    let nowMs = NOW_MS;
    const stretches: Stretch[] = [];
    const ids = new Set<string>();
    let cursor: string | null = null;
    for (let more = true; more; nowMs += 60_000) {
      const page: Awaited<ReturnType<typeof walkOn>> = await walkOn(
        clockAt(() => nowMs),
        terms,
        cursor,
        pagedList(flows, 1, stretches),
      );
      for (const { id } of page.flows) ids.add(id);
      ({ cursor, more } = page);
      expect(stretches.length).toBeLessThan(100);
    }
    expect(ids.size).toBe(50);
    expect(stretches[0]?.fromMs).toBeGreaterThan(NOW_MS - terms.keptMs);
  });

  it('begins again with what is remembered where it was left for too long', async () => {
    const terms = { ...TERMS, beginsMs: 0, keptMs: 30 * DAY_MS };
    const left = JSON.stringify({ from: NOW_MS - 60 * DAY_MS, until: NOW_MS - 53 * DAY_MS, token: '5' });
    const stretches: Stretch[] = [];
    const flows = [flowAt(NOW_MS - 20 * DAY_MS, 1)];
    expect((await idsOf(pagedList(flows, 5, stretches), terms, left)).ids.size).toBe(1);
    expect(stretches[0]).toMatchObject({ token: null });
    expect(stretches[0]?.fromMs).toBeGreaterThanOrEqual(NOW_MS - terms.keptMs);
  });

  it('takes a cursor that it cannot read for none', async () => {
    const flows = [flowAt(TERMS.beginsMs, 1)];
    for (const cursor of ['', 'x', '{}', '{"from":"1","until":null,"token":null}', '17'])
      expect((await idsOf(pagedList(flows, 5), TERMS, cursor)).ids.size).toBe(1);
  });

  it('ends with an error where a venue tells the same page for ever', async () => {
    await expect(idsOf(() => Promise.resolve({ next: 'same' }))).rejects.toMatchObject({ code: 'VENUE_ERROR' });
  });

  it('a list without pages goes on at its oldest moment, that included', () => {
    expect(endsAt([{ atMs: 5 }, { atMs: 3 }], true)).toBe('3');
    expect(endsAt([{ atMs: 5 }], false)).toBeNull();
    expect(endsAt([], true)).toBeNull();
  });
});
