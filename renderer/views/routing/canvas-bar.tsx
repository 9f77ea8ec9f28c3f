import { IconMinus, IconPlus, IconRefresh } from '@tabler/icons-react';
import { useReactFlow, useViewport } from '@xyflow/react';
import { cx } from '../../widgets/class-names.ts';
import { IconButton } from '../../widgets/icon-button.tsx';
import css from './routing.module.css';

const LEGEND = [
  ['to REAL', css.real],
  ['to TESTNET', css.testnet],
  ['to PAPER', css.paper],
  ['before', css.ghost],
  ['pending', css.pending],
] as const;

/** Under the canvas, so that it never covers a card: what the strokes say, and how large the drawing is. */
export function CanvasBar() {
  const { zoomIn, zoomOut, setViewport } = useReactFlow();
  const { zoom } = useViewport();
  return (
    <div className={css.bar}>
      <ul className={css.legend} aria-label="Legend">
        {LEGEND.map(([words, style]) => (
          <li key={words}>
            <svg width="26" height="6" aria-hidden>
              <path d="M0 3H26" className={cx(css.edge, style)} />
            </svg>
            {words}
          </li>
        ))}
      </ul>
      <span className={css.grow} />
      <div className={css.zoom} role="group" aria-label="Zoom">
        <IconButton icon={IconMinus} label="Zoom out" onClick={() => void zoomOut()} />
        <span className={cx('num', css.percent)}>{Math.round(zoom * 100)}%</span>
        <IconButton icon={IconPlus} label="Zoom in" onClick={() => void zoomIn()} />
        <IconButton
          icon={IconRefresh}
          label="Back to the top"
          onClick={() => void setViewport({ x: 0, y: 0, zoom: 1 })}
        />
      </div>
    </div>
  );
}
