import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconBan } from '@tabler/icons-react';
import { useMemo } from 'react';
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
import { IN_FORCE, compareReplays } from './replay-model.ts';
import type { Replay } from './replay-model.ts';
import css from './risk-drawer.module.css';

const DEBOUNCE_MS = 250;

/** The orders of the last 24 hours, held against the draft by the engine. */
export function DraftImpact({ changes }: { changes: RiskChange[] }) {
  // Compared as text: gauges that move make the same changes anew.
  const text = JSON.stringify(changes);
  const [settled] = useDebouncedValue(text, DEBOUNCE_MS);
  const asked = useMemo(() => JSON.parse(settled) as RiskChange[], [settled]);
  const drafted = useQuery(
    api.risk.impact.queryOptions(
      { changes: asked },
      { placeholderData: keepPreviousData, staleTime: 0, gcTime: 30_000 },
    ),
  );
  const inForce = useQuery(api.risk.impact.queryOptions({ changes: IN_FORCE }));
  const error = drafted.error ?? inForce.error;
  if (error) {
    return (
      <ErrorState
        inline
        title="No replay"
        error={error}
        action={{ label: 'Replay again', onClick: () => void Promise.all([drafted.refetch(), inForce.refetch()]) }}
      />
    );
  }
  if (!drafted.data || !inForce.data) {
    return (
      <div className={impact.hero} aria-busy="true" aria-label="Replaying the last 24 hours">
        <Skeleton width={72} height={38} />
        <Skeleton width={180} height={28} />
      </div>
    );
  }
  const replay = compareReplays(drafted.data, inForce.data);
  const outdated = drafted.isPlaceholderData || settled !== text;
  return (
    <div className={cx(css.replay, outdated && impact.outdated)} aria-busy={outdated}>
      <Summary replay={replay} />
      <Refused refused={replay.added} />
      <NotMeasured lines={replay.not_measured} />
    </div>
  );
}

function Summary({ replay: { placed, added, already, freed } }: { replay: Replay }) {
  return (
    <div role="group" aria-label="Replay of the last 24 hours">
      <p className={impact.hero}>
        <span className={cx('num', impact.figure)}>{formatDecimal(String(added.length))}</span>
        <span className={impact.heroWords}>
          <b>{added.length === 1 ? 'order more would have been refused' : 'orders more would have been refused'}</b>
          <span className={impact.sub}>of {formatDecimal(String(placed))} placed in the last 24 hours</span>
        </span>
      </p>
      {already > 0 ? (
        <p className={impact.sub}>
          <b className="num">{already}</b> {already === 1 ? 'is' : 'are'} refused by the rules in force too.
        </p>
      ) : null}
      {freed > 0 ? (
        <p className={impact.sub}>
          <b className="num">{freed}</b> that the rules in force would refuse would have passed.
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
