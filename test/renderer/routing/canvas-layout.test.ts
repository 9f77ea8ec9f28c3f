import { describe, expect, it } from 'vitest';
import { ACCOUNT_SIZE, STRATEGY_SIZE, canvasLayout } from '../../../renderer/views/routing/canvas-layout.ts';
import { edgePath, handleOffset, labelAt, pointOnEdge } from '../../../renderer/views/routing/edge-path.ts';
import { undoTarget } from '../../../renderer/views/routing/undo-target.ts';
import type { RevisionDocument } from '../../../shared/schema/mapping.ts';

const cards = (strategies: number, accounts: number) =>
  ({ strategies: Array(strategies).fill({}), accounts: Array(accounts).fill({}) }) as never;

describe('the layout of the canvas', () => {
  it('puts the columns at both edges and every card below the one before', () => {
    const layout = canvasLayout(cards(3, 2), { width: 1000, height: 740 });
    expect(layout.zoom).toBe(1);
    expect(layout.strategies.map((p) => p.x)).toEqual([28, 28, 28]);
    expect((layout.accounts[1]?.x ?? 0) + ACCOUNT_SIZE.width).toBe(1000 - 28);
    expect((layout.strategies[1]?.y ?? 0) - (layout.strategies[0]?.y ?? 0)).toBeGreaterThan(STRATEGY_SIZE.height);
    expect(layout.noStrategy.y).toBeGreaterThan(layout.strategies[2]?.y ?? 0);
  });

  it('gives up the gaps first, then the size, but stays readable and scrolls instead', () => {
    const roomy = canvasLayout(cards(7, 6), { width: 1000, height: 800 });
    const tight = canvasLayout(cards(7, 6), { width: 1000, height: 720 });
    const gap = (layout: typeof roomy): number =>
      (layout.accounts[1]?.y ?? 0) - (layout.accounts[0]?.y ?? 0) - ACCOUNT_SIZE.height;
    expect([roomy.zoom, tight.zoom]).toEqual([1, 1]);
    expect(gap(tight)).toBeLessThan(gap(roomy));
    const some = canvasLayout(cards(7, 6), { width: 1000, height: 650 });
    expect(some.zoom).toBeLessThan(1);
    expect(some.height * some.zoom).toBeLessThanOrEqual(651);
    const many = canvasLayout(cards(60, 20), { width: 1000, height: 620 });
    expect(many.zoom).toBe(0.86);
    expect(many.height * many.zoom).toBeGreaterThan(620);
  });

  it('uses the whole width at any zoom and leaves room for the edges', () => {
    const small = canvasLayout(cards(7, 6), { width: 640, height: 500 });
    expect(small.width * small.zoom).toBeGreaterThanOrEqual(620);
    expect(small.columns.right - small.columns.left - STRATEGY_SIZE.width).toBeGreaterThanOrEqual(170);
  });
});

describe('edges', () => {
  const from = { x: 0, y: 0 };
  const to = { x: 100, y: 50 };
  it('run from card to card, labels on the curve', () => {
    expect(edgePath(from, to)).toBe('M0 0 C44 0 56 50 100 50');
    expect(pointOnEdge(from, to, 0)).toEqual(from);
    expect(pointOnEdge(from, to, 1)).toEqual(to);
    expect(pointOnEdge(from, to, 0.5)).toEqual({ x: 50, y: 25 });
    for (let row = 0; row < 12; row += 1) expect(labelAt(row)).toBeGreaterThan(0.2);
  });
  it('meet their account at handles of their own, inside the card', () => {
    expect(handleOffset(0, 1, 84)).toBe(0);
    expect([0, 1].map((i) => handleOffset(i, 2, 84))).toEqual([-9, 9]);
    const many = Array.from({ length: 12 }, (_, i) => handleOffset(i, 12, 84));
    expect(Math.max(...many.map(Math.abs))).toBeLessThanOrEqual(32);
    expect(new Set(many).size).toBe(12);
  });
});

describe('the change that an undo takes back', () => {
  const revisions = (...kinds: RevisionDocument['kind'][]): RevisionDocument[] =>
    kinds.map((kind, index) => ({ revision: index + 1, at: '', by: 'me', kind, changes: [] })).reverse();
  it.each([
    [[], null],
    [['seed'], null],
    [['seed', 'change'], 2],
    [['change', 'change', 'undo'], 1],
    [['change', 'change', 'undo', 'undo'], null],
    [['change', 'undo', 'change', 'undo'], null],
    [['change', 'change', 'undo', 'change'], 4],
    [['change', 'change', 'undo', 'change', 'undo'], 1],
  ] as [RevisionDocument['kind'][], number | null][])('%j', (kinds, expected) => {
    expect(undoTarget(revisions(...kinds))?.revision ?? null).toBe(expected);
  });
});
