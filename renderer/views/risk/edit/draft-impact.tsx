import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconBan } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { RiskImpactDocument } from '../../../../shared/schema/risk.ts';
import type { RiskChange } from '../../../../shared/schema/risk-policy.ts';
import { api, client } from '../../../state/api.ts';
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
  const { data, error, isPlaceholderData, refetch } = useQuery({
    // The form of tRPC's own keys, so that events find it: both replays are of one moment, or they do not compare.
    queryKey: [api.risk.impact.queryKey()[0], { input: { changes: asked }, type: 'query' }] as const,
    queryFn: async ({ signal }) => {
      const replayed = (edits: RiskChange[]) => client.risk.impact.query({ changes: edits }, { signal });
      const [draft, inForce] = await Promise.all([replayed(asked), replayed(IN_FORCE)]);
      return compareReplays(draft, inForce);
    },
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 30_000,
  });
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
  const outdated = isPlaceholderData || settled !== text;
  return (
    <div className={cx(css.replay, outdated && impact.outdated)} aria-busy={outdated}>
      <Summary replay={data} />
      <Refused refused={data.added} />
      <NotMeasured lines={data.not_measured} />
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
