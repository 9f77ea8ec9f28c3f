import { cx } from './class-names.ts';
import css from './mode-edge.module.css';
import { modeKind } from './mode.ts';

export interface ModeEdgeProps {
  /** A `Mode`; anything else is shown as unknown. */
  mode: string | null | undefined;
  testnet?: boolean | undefined;
}

/** The left edge of a card in the language of its mode. The card needs `position: relative` and 15 px of left padding. */
export function ModeEdge({ mode, testnet }: ModeEdgeProps) {
  return <span aria-hidden className={cx(css.edge, css[modeKind(mode, testnet)])} />;
}
