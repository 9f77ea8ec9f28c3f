import type { CanvasModel } from './canvas-model.ts';

export const STRATEGY_SIZE = { width: 236, height: 72 };
export const ACCOUNT_SIZE = { width: 272, height: 74 };
const EDGE_X = 28;
const TOP_Y = 40;
const GAP = { wide: 16, tight: 8 };
const MIN_MIDDLE = 170;
const BOTTOM = 14;
/** Below it the smallest text of a card could not be read; what does not fit then is scrolled to. */
const MIN_ZOOM = 0.86;

export interface Point {
  x: number;
  y: number;
}

export interface CanvasLayout {
  zoom: number;
  width: number;
  height: number;
  strategies: Point[];
  accounts: Point[];
  noStrategy: Point;
  fallback: Point;
  /** Left edges of the two columns, for their headings. */
  columns: { left: number; right: number };
}

/**
 * Two columns in flow coordinates: strategies at the left edge, accounts at the right. Where they do not fit, the gaps go
 * first, then the size as far as it stays readable; the rest is scrolled to.
 */
export function canvasLayout(
  model: Pick<CanvasModel, 'strategies' | 'accounts'>,
  view: { width: number; height: number },
): CanvasLayout {
  const contentAt = (gap: number): number =>
    Math.max(
      TOP_Y + (model.strategies.length + 1) * (STRATEGY_SIZE.height + gap) + BOTTOM,
      TOP_Y + (model.accounts.length + 1) * (ACCOUNT_SIZE.height + gap) + BOTTOM,
    );
  const gap = contentAt(GAP.wide) <= view.height ? GAP.wide : GAP.tight;
  const content = contentAt(gap);
  const minWidth = 2 * EDGE_X + STRATEGY_SIZE.width + MIN_MIDDLE + ACCOUNT_SIZE.width;
  const fits = Math.min(view.height / content, view.width / minWidth, 1);
  const zoom = Math.max(MIN_ZOOM, Math.floor(fits * 100) / 100);
  const width = Math.max(minWidth, view.width / zoom);
  const right = width - EDGE_X - ACCOUNT_SIZE.width;
  const place =
    (x: number, height: number) =>
    (_: unknown, row: number): Point => ({ x, y: TOP_Y + row * (height + gap) });
  const left = place(EDGE_X, STRATEGY_SIZE.height);
  const far = place(right, ACCOUNT_SIZE.height);
  return {
    zoom,
    width,
    height: Math.max(content, view.height / zoom),
    strategies: model.strategies.map(left),
    accounts: model.accounts.map(far),
    noStrategy: left(null, model.strategies.length),
    fallback: far(null, model.accounts.length),
    columns: { left: EDGE_X, right },
  };
}
