import { ACCOUNT_SIZE, STRATEGY_SIZE } from './canvas-layout.ts';
import type { CanvasLayout, Point } from './canvas-layout.ts';
import { DEFAULT_TARGET, NO_STRATEGY } from './canvas-model.ts';
import type { CanvasEdge, CanvasModel, EdgeKind } from './canvas-model.ts';
import { handleOffset, labelAt, pointOnEdge } from './edge-path.ts';

/** About what the words of an edge take, with the ring around them, in pixels. */
const WIDTHS: Record<EdgeKind, number> = { pending: 92, ghost: 62, default: 92, mapping: 36 };
const HEIGHT = 30;
/** The label that says most is placed first. */
const RANK: Record<EdgeKind, number> = { pending: 0, ghost: 1, default: 2, mapping: 3 };
const ALONG = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];

/** Where along its edge every label sits, from 0 to 1, so that none covers another as long as there is room. */
export function placeLabels(model: CanvasModel, layout: CanvasLayout): ReadonlyMap<string, number> {
  const rows = new Map(model.strategies.map((card, row) => [card.strategy_id, row]));
  const places = new Map<string, number>();
  const taken: (Point & { width: number })[] = [];
  const labelled = model.edges.filter((edge) => edge.strategy_id !== NO_STRATEGY);
  for (const edge of labelled.toSorted((a, b) => RANK[a.kind] - RANK[b.kind])) {
    const row = rows.get(edge.strategy_id) ?? model.strategies.length;
    const { from, to } = endsOf(edge, row, model, layout);
    const width = WIDTHS[edge.kind];
    const first = edge.kind === 'pending' ? 0.5 : edge.kind === 'ghost' ? 0.74 : labelAt(row);
    const isFree = (at: Point): boolean =>
      taken.every((other) => Math.abs(at.x - other.x) * 2 >= width + other.width || Math.abs(at.y - other.y) >= HEIGHT);
    const t = [first, ...ALONG].find((each) => isFree(pointOnEdge(from, to, each))) ?? first;
    places.set(edge.id, t);
    taken.push({ ...pointOnEdge(from, to, t), width });
  }
  return places;
}

function endsOf(edge: CanvasEdge, row: number, model: CanvasModel, layout: CanvasLayout): { from: Point; to: Point } {
  const account = model.accounts.findIndex((card) => card.account_name === edge.target);
  const isDefault = edge.target === DEFAULT_TARGET;
  const incoming = isDefault ? model.default_incoming : (model.accounts[account]?.incoming ?? []);
  const source = layout.strategies[row] ?? layout.noStrategy;
  const target = (isDefault ? undefined : layout.accounts[account]) ?? layout.fallback;
  const offset = handleOffset(
    Math.max(0, incoming.indexOf(edge.id)),
    Math.max(1, incoming.length),
    ACCOUNT_SIZE.height,
  );
  return {
    from: { x: source.x + STRATEGY_SIZE.width, y: source.y + STRATEGY_SIZE.height / 2 },
    to: { x: target.x, y: target.y + ACCOUNT_SIZE.height / 2 + offset },
  };
}
