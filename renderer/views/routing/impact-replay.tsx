import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconBan, IconCircleCheck } from '@tabler/icons-react';
import type { ImpactDocument } from '../../../shared/schema/mapping.ts';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Time } from '../../widgets/time.tsx';
import css from './impact.module.css';
import { toMappingChanges } from './routing-draft.ts';
import type { DraftChange } from './routing-draft.ts';

/** The last 24 hours of signals, replayed by the engine over the draft. */
export function useImpact(changes: readonly DraftChange[]) {
  return useQuery(
    api.routing.impact.queryOptions(
      { changes: toMappingChanges(changes) },
      { enabled: changes.length > 0, placeholderData: keepPreviousData, gcTime: 60_000 },
    ),
  );
}

export function ImpactReplay({ changes }: { changes: readonly DraftChange[] }) {
  const { data, error, isPlaceholderData, refetch } = useImpact(changes);
  if (error) {
    return (
      <ErrorState
        inline
        title="No replay"
        error={error}
        action={{ label: 'Replay again', onClick: () => void refetch() }}
      />
    );
  }
  if (!data) {
    return (
      <div className={css.hero} aria-busy="true" aria-label="Replaying the last 24 hours">
        <Skeleton width={72} height={38} />
        <Skeleton width={180} height={28} />
      </div>
    );
  }
  return (
    <div className={cx(isPlaceholderData && css.outdated)}>
      <Summary impact={data} />
      <RefusedRows impact={data} />
    </div>
  );
}

function Summary({ impact }: { impact: ImpactDocument }) {
  const accepted = Math.max(0, impact.moved - refusedOf(impact));
  const share = impact.moved === 0 ? 100 : (accepted / impact.moved) * 100;
  return (
    <>
      <p className={css.hero}>
        <span className={cx('num', css.figure)}>{formatDecimal(String(impact.moved))}</span>
        <span className={css.heroWords}>
          <b>{impact.moved === 1 ? 'signal would have moved' : 'signals would have moved'}</b>
          <span className={css.sub}>of {formatDecimal(String(impact.signals))} in the last 24 hours</span>
        </span>
      </p>
      {impact.moved > 0 ? (
        <>
          <div className={css.stack} aria-hidden>
            <i className={css.accepted} style={{ flexGrow: share }} />
            {share < 100 ? <i className={css.rejected} style={{ flexGrow: 100 - share }} /> : null}
          </div>
          <p className={css.outcome}>
            <span>
              <IconCircleCheck size={13} stroke={2} aria-hidden className={css.ok} />
              <b className="num">{accepted}</b> accepted
            </span>
            {refusedOf(impact) > 0 ? (
              <span className={css.bad}>
                <IconBan size={13} stroke={2} aria-hidden />
                <b className="num">{refusedOf(impact)}</b> would be refused
              </span>
            ) : null}
          </p>
        </>
      ) : null}
    </>
  );
}

const MAX_ROWS = 4;

/** The signals that would be refused, newest first, with the reason. */
function RefusedRows({ impact }: { impact: ImpactDocument }) {
  const rows = impact.rows.filter((row) => row.error !== null);
  if (rows.length === 0) return null;
  return (
    <ul className={css.rows} aria-label="Signals that would be refused">
      {rows.slice(0, MAX_ROWS).map((row) => (
        <li key={row.signal_id}>
          <Time at={row.received_at} ms={false} className={css.dim} />
          <span>
            {row.symbol} <SideTag side={row.side} />
          </span>
          <span className={cx('num', css.dim)}>{row.strategy_id}</span>
          <em>{row.error}</em>
        </li>
      ))}
      {rows.length > MAX_ROWS ? <li className={css.rest}>and {rows.length - MAX_ROWS} more</li> : null}
    </ul>
  );
}

const refusedOf = (impact: ImpactDocument): number => impact.refused;
