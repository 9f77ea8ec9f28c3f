import { describe, expect, it } from 'vitest';
import { canvasLayout } from '../../../renderer/views/routing/canvas-layout.ts';
import type { CanvasModel } from '../../../renderer/views/routing/canvas-model.ts';
import { pointOnEdge } from '../../../renderer/views/routing/edge-path.ts';
import { placeLabels } from '../../../renderer/views/routing/label-places.ts';

const ids = ['a', 'b', 'c'];
const edge = (kind: 'mapping' | 'pending', strategy_id: string, target: string) => ({
  id: `${kind} ${strategy_id}`,
  kind,
  strategy_id,
  target,
  mode: 'paper' as const,
  signals_24h: 1,
});
// Three edges that cross in the middle, one of them pending.
const edges = [edge('mapping', 'a', 'z'), edge('pending', 'b', 'y'), edge('mapping', 'c', 'x')];
const model: CanvasModel = {
  strategies: ids.map((strategy_id) => ({
    strategy_id,
    exchange: null,
    signals_24h: 1,
    pending: false,
    added: false,
    destination: { account_name: null, account: null, by: 'strategy', exchange: null, error: null },
  })),
  accounts: ['x', 'y', 'z'].map((account_name) => ({
    account_name,
    account: null,
    signals_before: 0,
    signals_after: 0,
    pending: false,
    incoming: edges.filter((each) => each.target === account_name).map((each) => each.id),
  })),
  edges,
  default_incoming: [],
};

describe('the labels of the edges', () => {
  it('leave the middle to what is pending, and never cover each other', () => {
    const layout = canvasLayout(model, { width: 1000, height: 700 });
    const places = placeLabels(model, layout);
    expect(places.get('pending b')).toBe(0.5);
    const middle = (row: number): number => (layout.strategies[row]?.y ?? 0) + 36;
    const points = edges.map((each, row) =>
      pointOnEdge({ x: 264, y: middle(row) }, { x: 700, y: middle(2 - row) }, places.get(each.id) ?? Number.NaN),
    );
    for (const [index, one] of points.entries()) {
      for (const other of points.slice(index + 1)) {
        expect(Math.max(Math.abs(one.x - other.x) / 36, Math.abs(one.y - other.y) / 28)).toBeGreaterThan(1);
      }
    }
  });
});
