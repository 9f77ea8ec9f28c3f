import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconBan, IconCircleCheck } from '@tabler/icons-react';
import type { RiskImpactDocument } from '../../../../shared/schema/risk.ts';
import type { RiskChange } from '../../../../shared/schema/risk-policy.ts';
import { api } from '../../../state/api.ts';
import { cx } from '../../../widgets/class-names.ts';
import { ErrorState } from '../../../widgets/error-state.tsx';
import { formatDecimal } from '../../../widgets/format-decimal.ts';
import { ModeBadge } from '../../../widgets/mode-badge.tsx';
import { SideTag } from '../../../widgets/side-tag.tsx';
import { Skeleton } from '../../../widgets/skeleton.tsx';
import { Time } from '../../../widgets/time.tsx';
import impact from '../../routing/impact.module.css';
import { LIMIT_WORDS } from '../limit-words.ts';
import css from './risk-drawer.module.css';

const DEBOUNCE_MS = 250;

/** The orders of the last 24 hours, held against the draft by the engine. */
export function DraftImpact({ changes }: { changes: RiskChange[] }) {
  const [asked] = useDebouncedValue(changes, DEBOUNCE_MS);
  const { data, error, isPlaceholderData, refetch } = useQuery(
    api.risk.impact.queryOptions(
      { changes: asked },
      { enabled: asked.length > 0, placeholderData: keepPreviousData, staleTime: 0, gcTime: 30_000 },
    ),
  );
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
      <div className={impact.hero} aria-busy="true" aria-label="Replaying the last 24 hours">
        <Skeleton width={72} height={38} />
        <Skeleton width={180} height={28} />
      </div>
    );
  }
  return (
    <div className={cx(css.replay, (isPlaceholderData || asked !== changes) && impact.outdated)}>
      <Summary replay={data} />
      <Refused refused={data.refused} />
      <NotMeasured lines={data.not_measured} />
    </div>
  );
}

function Summary({ replay: { placed, refused } }: { replay: RiskImpactDocument }) {
  return (
    <div role="group" aria-label="Replay of the last 24 hours">
      <p className={impact.hero}>
        <span className={cx('num', impact.figure)}>{formatDecimal(String(refused.length))}</span>
        <span className={impact.heroWords}>
          <b>{refused.length === 1 ? 'order would have been refused' : 'orders would have been refused'}</b>
          <span className={impact.sub}>of {formatDecimal(String(placed))} placed in the last 24 hours</span>
        </span>
      </p>
      {placed > 0 ? (
        <p className={impact.outcome}>
          <span>
            <IconCircleCheck size={13} stroke={2} aria-hidden className={impact.ok} />
            <b className="num">{Math.max(0, placed - refused.length)}</b> not refused by what was measured
          </span>
        </p>
      ) : null}
    </div>
  );
}

const MAX_ROWS = 50;

function Refused({ refused }: { refused: RiskImpactDocument['refused'] }) {
  if (refused.length === 0) return null;
  return (
    <ul className={impact.rows} aria-label="Orders that would have been refused">
      {refused.slice(0, MAX_ROWS).map((row) => (
        <li key={row.order_id}>
          <Time at={row.at} ms={false} className={impact.dim} />
          <span>
            {row.symbol} <SideTag side={row.side} /> <span className="num">{formatDecimal(row.amount)}</span>
          </span>
          <ModeBadge mode={row.mode} testnet={row.testnet} dense />
          <em>
            <span className={impact.bad}>
              <IconBan size={12} stroke={2} aria-hidden /> <code>{row.codes.join(' ')}</code>
            </span>{' '}
            <span className="num">{row.account_name}</span>
            {row.strategy_id === null ? '' : `, ${row.strategy_id}`}: {row.detail}
          </em>
        </li>
      ))}
      {refused.length > MAX_ROWS ? <li className={impact.rest}>and {refused.length - MAX_ROWS} more</li> : null}
    </ul>
  );
}

function NotMeasured({ lines }: { lines: RiskImpactDocument['not_measured'] }) {
  if (lines.length === 0) return null;
  return (
    <div className={css.notMeasured} role="note">
      <b>Not told by this replay</b>
      <ul>
        {lines.map((line) => (
          <li key={`${line.account_name} ${line.limit_name}`}>
            {LIMIT_WORDS[line.limit_name].short} of <span className="num">{line.account_name}</span> was not measured
            for {line.orders} {line.orders === 1 ? 'order' : 'orders'}.
          </li>
        ))}
      </ul>
    </div>
  );
}
