import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy, useMemo, useState } from 'react';
import { SPANS } from '../../../../shared/schema/equity.ts';
import type { EquityDocument, Span } from '../../../../shared/schema/equity.ts';
import { api } from '../../../state/api.ts';
import { EmptyState } from '../../../widgets/empty-state.tsx';
import { ErrorState } from '../../../widgets/error-state.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { Segmented } from '../../../widgets/segmented.tsx';
import { Skeleton } from '../../../widgets/skeleton.tsx';
import { ToggleChip } from '../../../widgets/toggle-chip.tsx';
import { SPAN_LABELS, curvePoints, curveSummary, dayOf, percentWords } from './equity-model.ts';
import type { CurveMode } from './equity-model.ts';
import css from './equity-panel.module.css';
import { EquityTable } from './equity-table.tsx';

/** The charts are a library of their own, fetched when the first curve is drawn. */
const EquityChart = lazy(() => import('./equity-chart.tsx'));

const REFRESH_MS = 60_000;

/** Measurements come steadily, and with every fill. */
export const useCurve = (name: string, span: Span) =>
  useQuery(api.equity.curve.queryOptions({ account_name: name, span }, { refetchInterval: REFRESH_MS }));

export interface EquityPanelProps {
  name: string;
  span: Span;
  onSpan: (span: Span) => void;
}

/** What the account was worth over time, and how far it was below its best. */
export function EquityPanel({ name, span, onSpan }: EquityPanelProps) {
  const [mode, setMode] = useState<CurveMode>('measured');
  const [asTable, setAsTable] = useState(false);
  const { data, error, refetch } = useCurve(name, span);
  return (
    <Panel
      title="Equity"
      note={data?.since ? `marked to market, measured since ${data.since.slice(0, 10)}` : 'marked to market'}
      actions={
        <span className={css.actions}>
          <ToggleChip
            on={mode === 'without_deposits'}
            title="Shows what trades and prices made of the equity at the span’s beginning"
            onClick={() => setMode(mode === 'measured' ? 'without_deposits' : 'measured')}
          >
            Deposits removed
          </ToggleChip>
          <ToggleChip on={asTable} onClick={() => setAsTable(!asTable)}>
            As table
          </ToggleChip>
          <Segmented
            label="Span"
            value={span}
            onChange={onSpan}
            options={SPANS.map((value) => ({ value, label: SPAN_LABELS[value] }))}
          />
        </span>
      }
      className={css.panel}
    >
      {data ? (
        <Curve key={span} curve={data} mode={mode} asTable={asTable} />
      ) : error ? (
        <ErrorState
          title="The curve could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : (
        <Bones />
      )}
    </Panel>
  );
}

function Curve({ curve, mode, asTable }: { curve: EquityDocument; mode: CurveMode; asTable: boolean }) {
  const points = useMemo(() => curvePoints(curve.points, mode), [curve, mode]);
  const summary = curveSummary(curve, points);
  if (points.length < 2) {
    return (
      <EmptyState title={points.length === 0 ? 'Not measured in this span' : 'Measured once'}>
        The curve begins with the second measurement. Equity is measured steadily while the console runs, and at every
        fill.
      </EmptyState>
    );
  }
  return (
    <>
      {asTable ? (
        <EquityTable points={points} worstAtMs={curve.worst?.at_ms ?? null} />
      ) : (
        <Suspense fallback={<Bones />}>
          <EquityChart points={points} worst={curve.worst} currency={curve.currency} summary={summary} />
        </Suspense>
      )}
      <p className={css.foot}>
        <span>Drawdown from the peak</span>
        {curve.worst && /[1-9]/.test(curve.worst.drawdown_percent) ? (
          <span className={css.worst}>
            <i aria-hidden /> worst <span className="num">{percentWords(curve.worst.drawdown_percent)}</span> on{' '}
            {dayOf(curve.worst.at_ms)}
          </span>
        ) : (
          <span>none in this span</span>
        )}
        <span className={css.grow} />
        <a href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
          Charts by TradingView
        </a>
        <span className="sr-only">{summary}</span>
      </p>
    </>
  );
}

function Bones() {
  return (
    <div className={css.bones} aria-busy="true" aria-label="Loading the curve">
      <Skeleton width="100%" height={190} />
      <Skeleton width="100%" height={56} />
    </div>
  );
}
