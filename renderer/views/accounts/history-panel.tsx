import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ImportDocument } from '../../../shared/schema/history.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { applyEvents } from '../../state/apply-events.ts';
import { useImports } from '../../state/queries.ts';
import { showError } from '../../state/show-error.ts';
import { cx } from '../../widgets/class-names.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Age } from '../../widgets/time.tsx';
import detail from './account-detail.module.css';
import css from './history-panel.module.css';
import { IMPORT_WORDS, importAction, importCounts, importPercent } from './import-words.ts';

/** What the exchange tells of the time before this console watched the account. */
export function HistoryPanel({ name }: { name: string }) {
  const { data, error, refetch } = useImports();
  const history = data?.find((each) => each.account_name === name);
  return (
    <Panel
      title="History"
      note={history ? IMPORT_WORDS[history.state] : undefined}
      actions={history ? <Act history={history} /> : null}
      className={detail.fixed}
    >
      {history ? (
        <Import history={history} />
      ) : error ? (
        <ErrorState
          inline
          title="The import could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : data ? (
        <p className={detail.hint}>This account has no history to import.</p>
      ) : (
        <div className={detail.bones} aria-busy="true" aria-label="Loading the import">
          <Skeleton width="100%" height={14} />
        </div>
      )}
    </Panel>
  );
}

function Act({ history }: { history: ImportDocument }) {
  const { account_name, state } = history;
  const options = {
    onSuccess: (told: ImportDocument) => {
      applyEvents(queryClient, [{ topic: 'history', history: told }]);
      announce('polite', `History of ${account_name}: ${IMPORT_WORDS[told.state]}`);
    },
    onError: (error: unknown) => showError(`The history of ${account_name} was not imported`, error),
  };
  const start = useMutation(api.history.start.mutationOptions(options));
  const pause = useMutation(api.history.pause.mutationOptions(options));
  const action = importAction(state);
  if (!action) return null;
  return (
    <Button
      size="xs"
      loading={start.isPending || pause.isPending}
      onClick={() => (action.does === 'start' ? start : pause).mutate({ account_name })}
    >
      {action.label}
    </Button>
  );
}

function Import({ history }: { history: ImportDocument }) {
  const { state, parts, parts_done: done, current, oldest_at: oldest, updated_at: updated, limits, error } = history;
  const percent = importPercent(history);
  const begun = state !== 'idle' && state !== 'unavailable';
  return (
    <div className={css.import}>
      {state === 'unavailable' ? (
        <p>All that this account ever did is in this console’s own journal.</p>
      ) : state === 'idle' ? (
        <p>
          Asks the exchange for trades, deposits and withdrawals from before this console watched the account. It places
          no order, and gives way to those that are placed.
        </p>
      ) : null}
      {begun ? (
        <>
          <div
            className={cx(css.track, css[state])}
            role="progressbar"
            aria-label="Import of the history"
            aria-valuemin={0}
            aria-valuemax={100}
            {...(percent === null ? {} : { 'aria-valuenow': percent })}
            aria-valuetext={`${done} of ${parts} parts`}
          >
            <span style={{ width: `${percent ?? 0}%` }} />
          </div>
          <p className={css.line}>
            <span>
              <span className="num">{done}</span> of <span className="num">{parts}</span> parts
            </span>
            <span className={css.current}>{current}</span>
            <span>{updated ? <Age at={updated} /> : null}</span>
          </p>
          <p>
            {importCounts(history)}
            {oldest ? `, back to ${oldest.slice(0, 10)}` : ''}.
          </p>
        </>
      ) : null}
      {error ? <ErrorState inline title="It stopped here" error={error} lastGoodAt={updated} /> : null}
      {limits.length > 0 ? (
        <div className={css.limits}>
          <span>Not told by the exchange:</span>
          <ul>
            {limits.map((limit) => (
              <li key={limit}>{limit}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  );
}
