import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useShownTheme } from '../../../app/appearance.ts';
import { Num } from '../../../widgets/money.tsx';
import { formatDecimal, moneyFormat } from '../../../widgets/format-decimal.ts';
import { formatDateTime } from '../../../widgets/format-time.ts';
import { chartColours } from './chart-colours.ts';
import { drawEquityChart } from './draw-chart.ts';
import type { EquityChart as Drawn } from './draw-chart.ts';
import css from './equity-panel.module.css';
import { percentWords } from './equity-model.ts';
import type { CurvePoint } from './equity-model.ts';

export interface EquityChartProps {
  points: readonly CurvePoint[];
  worst: { at_ms: number; drawdown_percent: string } | null;
  currency: string;
  /** The curve in words. */
  summary: string;
}

/** Points that Page Up and Page Down step over. */
const PAGE = 20;

/** The curve on its canvas. Arrow keys walk along it, as a pointer does. */
export default function EquityChart({ points, worst, currency, summary }: EquityChartProps) {
  const canvas = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn>(null);
  const [hover, setHover] = useState<{ index: number; x: number } | null>(null);
  const theme = useShownTheme();

  useEffect(() => {
    if (!canvas.current) return;
    const chart = drawEquityChart(canvas.current, chartColours(canvas.current), {
      onPoint: (index, x) => setHover(index === null ? null : { index, x }),
    });
    drawn.current = chart;
    return () => {
      drawn.current = null;
      chart.close();
    };
  }, []);
  useEffect(() => {
    if (canvas.current) drawn.current?.paint(chartColours(canvas.current));
  }, [theme]);
  useEffect(() => drawn.current?.show({ points, worst }), [points, worst]);

  const last = points.length - 1;
  const at = Math.min(hover?.index ?? last, last);
  const point = points[at];
  const onKeyDown = (event: KeyboardEvent): void => {
    const next = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      PageUp: at - PAGE,
      PageDown: at + PAGE,
      Home: 0,
      End: last,
    }[event.key];
    if (event.key === 'Escape') drawn.current?.point(null);
    if (next === undefined) return;
    event.preventDefault();
    drawn.current?.point(Math.min(last, Math.max(0, next)));
  };
  return (
    <div
      className={css.chart}
      role="slider"
      tabIndex={0}
      aria-label={`Equity curve. ${summary}`}
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={at}
      aria-valuetext={point ? pointWords(point, currency) : undefined}
      onKeyDown={onKeyDown}
      onBlur={() => drawn.current?.point(null)}
    >
      <div ref={canvas} className={css.canvas} aria-hidden />
      {hover && point ? <Tip point={point} x={hover.x} currency={currency} /> : null}
    </div>
  );
}

function Tip({ point, x, currency }: { point: CurvePoint; x: number; currency: string }) {
  return (
    // On the side that has room for it.
    <dl className={css.tip} style={{ left: x, translate: x > 300 ? 'calc(-100% - 12px)' : '12px' }} aria-hidden>
      <div className={css.tipTime}>
        <span className="num">{formatDateTime(point.atMs)}</span>
      </div>
      <div>
        <dt>equity</dt>
        <dd>
          <Num value={point.equity} {...moneyFormat(point.equity)} /> <small>{currency}</small>
        </dd>
      </div>
      <div>
        <dt>drawdown</dt>
        <dd className="num">{percentWords(point.drawdown)}</dd>
      </div>
    </dl>
  );
}

const pointWords = (point: CurvePoint, currency: string): string =>
  `${formatDateTime(point.atMs)} UTC, equity ${formatDecimal(point.equity, moneyFormat(point.equity))} ${currency}, drawdown ${percentWords(point.drawdown)}`;
