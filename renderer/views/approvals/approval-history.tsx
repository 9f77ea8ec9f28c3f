import { IconCircleCheck, IconCircleX, IconHourglassOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ApprovalDocument, ApprovalState } from '../../../shared/schema/approval.ts';
import { api } from '../../state/api.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { formatSpan } from '../../widgets/format-time.ts';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Time } from '../../widgets/time.tsx';
import { doorWords, sizeWords } from './approval-words.ts';
import css from './approvals.module.css';

/** Signals that were approved, declined or left to expire, newest first. */
export function ApprovalHistory() {
  const { data, error, refetch } = useQuery(api.approvals.list.queryOptions({ state: null }));
  if (!data) {
    return error ? (
      <ErrorState
        title="The decisions could not be read"
        error={error}
        action={{ label: 'Try again', onClick: () => void refetch() }}
      />
    ) : (
      <div className={css.bones} aria-busy="true" aria-label="Loading the decisions">
        <Skeleton width="100%" height={18} />
        <Skeleton width="100%" height={18} />
      </div>
    );
  }
  const decided = data
    .filter(({ state }) => state !== 'waiting')
    .toSorted((a, b) => (b.decided_at ?? '').localeCompare(a.decided_at ?? ''));
  if (decided.length === 0) {
    return (
      <EmptyState title="Nothing was decided yet">
        Every yes, every no and everything that expired stands here.
      </EmptyState>
    );
  }
  return (
    <div className={css.scroll} tabIndex={0} role="region" aria-label="Decided signals">
      <table className={css.table} aria-label="Decided signals">
        <thead>
          <tr>
            <th scope="col">Decided UTC</th>
            <th scope="col">Decision</th>
            <th scope="col">Side</th>
            <th scope="col" className={css.right}>
              Size
            </th>
            <th scope="col">Symbol</th>
            <th scope="col">Strategy</th>
            <th scope="col">Arrived for</th>
            <th scope="col">Came through</th>
            <th scope="col" className={css.right}>
              Waited
            </th>
            <th scope="col">By</th>
            <th scope="col">Then</th>
            <th scope="col">Signal</th>
          </tr>
        </thead>
        <tbody>{decided.map((approval) => row(approval))}</tbody>
      </table>
    </div>
  );
}

function row(approval: ApprovalDocument) {
  const { id, signal, state, door, received_at, decided_at, decided_by, error, signal_id } = approval;
  return (
    <tr key={id}>
      <td>
        <Time at={decided_at} ms={false} />
      </td>
      <th scope="row">
        <Decision state={state} />
      </th>
      <td>
        <SideTag side={signal.side} />
      </td>
      <td className={css.right}>
        <span className="num">{sizeWords(signal)}</span>
      </td>
      <td>{signal.symbol}</td>
      <td className="num">{signal.strategy_id ?? 'none'}</td>
      <td className="num">{signal.group ?? approval.account_name}</td>
      <td>{doorWords(door)}</td>
      <td className={css.right}>
        {decided_at === null ? '' : formatSpan(Date.parse(decided_at) - Date.parse(received_at))}
      </td>
      <td>{decided_by === null ? '' : doorWords(decided_by)}</td>
      <td className={css.then}>
        {error ? (
          <span className={css.bad}>
            {error.message} <code>{error.code}</code>
          </span>
        ) : state === 'approved' ? (
          'fired'
        ) : (
          'nothing was sent'
        )}
      </td>
      <td>
        <CopyId id={signal_id} label="signal id" className={css.id} />
      </td>
    </tr>
  );
}

const LOOKS = {
  approved: { Glyph: IconCircleCheck, tone: css.good },
  declined: { Glyph: IconCircleX, tone: css.dim },
  expired: { Glyph: IconHourglassOff, tone: css.warn },
} as const;

function Decision({ state }: { state: ApprovalState }) {
  if (state === 'waiting') return null;
  const { Glyph, tone } = LOOKS[state];
  return (
    <span className={tone}>
      <Glyph size={13} stroke={2} aria-hidden /> {state}
    </span>
  );
}
