import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { LogRecord } from '../../../shared/schema/log-record.ts';
import { api, client } from '../../state/api.ts';
import { useStops } from '../../state/queries.ts';
import { byWords, inOrder, scopeWords, workWords } from '../../state/stop-words.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Time } from '../../widgets/time.tsx';
import { StopMark } from '../parts/stop-mark.tsx';
import css from './history-panel.module.css';

/** Records that the engine writes of arming and stops say so themselves. */
const ASKED = { source: 'safety', limit: 100 };

/** The stops in effect, and every arming, disarming, stop and release that the log holds. */
export function SafetyHistory() {
  return (
    <section className={css.column} aria-label="Arming and stops">
      <StopsInEffect />
      <h2 className={css.caps}>Armed, disarmed, stopped and released</h2>
      <Records />
    </section>
  );
}

function StopsInEffect() {
  const { data } = useStops();
  if (!data || data.stops.length === 0) return null;
  return (
    <>
      <h2 className={css.caps}>In effect now</h2>
      <ul className={css.stops} aria-label="Stops in effect">
        {inOrder(data.stops).map((stop) => (
          <li key={stop.id}>
            <p className={css.stopHead}>
              <StopMark stops={[stop]} />
              <span className={css.grow} />
              <DateTime at={stop.at} />
            </p>
            <p className={css.why}>
              {stop.reason || 'No reason was given.'} <code>{stop.code}</code>
            </p>
            <p className={css.note}>
              {scopeWords(stop.scope)}, by {byWords(stop.by)}
              {workWords(stop) === null ? null : `; ${workWords(stop)}`}
              {stop.durable ? null : '; not written to the journal yet'}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Records() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    // The form of tRPC's own keys, so that events and resyncs find this list as they find every other.
    queryKey: [api.log.query.queryKey()[0], { input: ASKED, type: 'infinite' }] as const,
    queryFn: ({ pageParam, signal }) => client.log.query.query({ ...ASKED, before_seq: pageParam }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => page.next_before_seq,
  });
  const records = data?.pages.flatMap((page) => page.records) ?? [];
  if (error && !data) {
    return (
      <ErrorState
        title="The log could not be read"
        error={error}
        action={{ label: 'Try again', onClick: () => void refetch() }}
      />
    );
  }
  if (!data) {
    return (
      <div className={css.bones} aria-busy="true" aria-label="Loading the history">
        {[0, 1, 2, 3].map((row) => (
          <Skeleton key={row} width="100%" height={20} />
        ))}
      </div>
    );
  }
  if (records.length === 0) {
    return (
      <EmptyState icon={IconLock} title="Nothing yet">
        Real trading is disarmed at every start. When it is armed, stopped or released, that stands here.
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={css.records} aria-label="Arming and stops, newest first">
        {records.map((record) => (
          <Entry key={record.seq} record={record} />
        ))}
      </ol>
      {hasNextPage ? (
        <Button size="xs" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Load older ones
        </Button>
      ) : null}
    </>
  );
}

function Entry({ record }: { record: LogRecord }) {
  const subject = record.account_name ?? record.strategy_id;
  return (
    <li className={cx(css.record, record.level === 'ERROR' && css.grave)}>
      <DateTime at={record.time} />
      <span>
        <b>{record.message}</b> {subject ? <span className="num">{subject}</span> : null}
        {record.detail ? <span className={css.why}> {record.detail}</span> : null}{' '}
        {record.code ? <code>{record.code}</code> : null}
      </span>
    </li>
  );
}

/** A day and a time, because what stands here may be of last month. */
function DateTime({ at }: { at: string }) {
  return (
    <span className={css.when}>
      <span className="num">{at.slice(0, 10)}</span> <Time at={at} ms={false} />
    </span>
  );
}
