import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { AccountPnlDocument, CostMethod } from '../../../shared/schema/books.ts';
import { api } from '../../state/api.ts';
import { openView } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { Delta } from '../../widgets/delta.tsx';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { averageFormat, moneyFormat } from '../../widgets/format-decimal.ts';
import { Num } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Age } from '../../widgets/time.tsx';
import cancelCss from '../orders/cancel-control.module.css';
import css from './account-detail.module.css';
import { METHOD_WORDS, bookNotes } from './book-notes.ts';
import { ClosePosition } from './close-position.tsx';
import { positionRows } from './position-rows.ts';
import type { PositionRow } from './position-rows.ts';
import { useAssetMarks } from './use-asset-marks.ts';
import { usePnl } from './use-books.ts';

const REFRESH_MS = 15_000;

/** What the account holds or is exposed to: as its exchange shows it now, and what the books know of its cost. */
export function PositionsPanel({ status }: { status: AccountStatusDocument }) {
  const { name } = status.account;
  const { data, error, refetch } = useQuery(
    api.positions.list.queryOptions({ account_name: name }, { refetchInterval: REFRESH_MS, retry: false }),
  );
  const books = usePnl(name);
  const marks = useAssetMarks(name);
  const rows = data || books.data ? positionRows(data ?? [], books.data?.symbols ?? [], marks) : null;
  return (
    <Panel
      title="Positions"
      note={rows ? rows.length : undefined}
      actions={books.data ? <MethodLink method={books.data.method} /> : null}
      className={css.panel}
    >
      {error && !data ? (
        <ErrorState
          inline
          title="Positions could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : null}
      {books.error && !books.data ? (
        <ErrorState
          inline
          title="The books could not be read"
          error={books.error}
          action={{ label: 'Try again', onClick: () => void books.refetch() }}
        />
      ) : null}
      {rows === null || (rows.length === 0 && data === undefined) ? (
        error ? null : (
          <div className={css.bones} aria-busy="true" aria-label="Loading positions">
            <Skeleton width="100%" height={16} />
            <Skeleton width="100%" height={16} />
          </div>
        )
      ) : rows.length === 0 ? (
        <EmptyState title="No position">Nothing is held that could be closed with one order.</EmptyState>
      ) : (
        <Positions rows={rows} status={status} />
      )}
      {books.data ? <Notes pnl={books.data} /> : null}
    </Panel>
  );
}

function Notes({ pnl }: { pnl: AccountPnlDocument }) {
  const notes = bookNotes(pnl);
  return (
    <>
      {pnl.error ? <ErrorState inline title="Figures of the books are missing" error={pnl.error} /> : null}
      {notes.length > 0 ? (
        <ul className={css.notes} aria-label="Notes to the books">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

/** By which method costs are told, and the way to change it. */
function MethodLink({ method }: { method: CostMethod }) {
  return (
    <button
      type="button"
      className={css.method}
      title="How the cost of what is sold is told. It is a setting of the account’s limits: open Risk"
      onClick={() => openView('risk')}
    >
      {METHOD_WORDS[method]}
    </button>
  );
}

function Positions({ rows, status }: { rows: PositionRow[]; status: AccountStatusDocument }) {
  const [closing, setClosing] = useState<string | null>(null);
  const chosen = rows.find(({ position }) => position?.symbol === closing)?.position;
  return (
    <>
      <div className={css.scroll} tabIndex={0} role="group" aria-label="Positions">
        <table className={cx(css.table, css.positions)} aria-label="Positions">
          <thead>
            <tr>
              <th scope="col">Symbol</th>
              <th scope="col" className={css.left}>
                Side
              </th>
              <th scope="col">Size</th>
              <th scope="col">Entry</th>
              <th scope="col">Mark</th>
              <th scope="col" className={css.wide}>
                Value
              </th>
              <th scope="col" colSpan={2}>
                Unrealised
              </th>
              <th scope="col">
                <span className="sr-only">Close</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Position
                key={row.symbol}
                row={row}
                open={closing === row.symbol}
                onClose={() => setClosing(closing === row.symbol ? null : row.symbol)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {chosen ? (
        <ClosePosition
          key={chosen.symbol}
          position={chosen}
          armed={status.armed_until !== null}
          onDone={() => setClosing(null)}
        />
      ) : null}
    </>
  );
}

function Position({ row, open, onClose }: { row: PositionRow; open: boolean; onClose: () => void }) {
  const { position, mark } = row;
  return (
    <tr>
      <th scope="row">
        {row.symbol}
        {position?.leverage ? (
          <span className={css.terms}>
            {' '}
            <span className="num">{position.leverage}x</span> {position.margin_mode}
          </span>
        ) : null}
      </th>
      <td className={css.left}>
        <SideTag side={row.side} held />
      </td>
      <td>
        <Num value={row.size} />
        {row.shown === null ? null : (
          <span
            className={cx(css.held, !row.shown.more && css.differs)}
            title={
              row.shown.more
                ? 'The rest came in otherwise: deposited, bought in another market, or before the history'
                : 'The books and the exchange differ'
            }
          >
            {row.shown.more ? 'of ' : 'exchange shows '}
            <Num value={row.shown.amount} />
            {row.shown.more ? ' held' : null}
          </span>
        )}
      </td>
      <td>
        <Num
          value={row.entry}
          className={row.entryOf === 'exchange' ? css.dim : undefined}
          {...averageFormat(row.entry, undefined)}
        />
      </td>
      <td className={cx(mark?.stale && css.staleCell)} title={mark?.at ? `of ${mark.at}` : undefined}>
        <Num value={mark?.price} />
        {mark?.stale ? <span className={css.age}> {mark.at ? <Age at={mark.at} /> : 'old'}</span> : null}
      </td>
      <td className={css.wide}>
        <Num value={row.value} {...moneyFormat(row.value)} />
      </td>
      <td>
        <Delta value={row.unrealised} />
      </td>
      <td className={css.narrowCell}>
        <Delta value={row.percent} unit="%" />
      </td>
      <td>
        {position ? (
          <button
            type="button"
            className={cancelCss.cancel}
            aria-label={`Close ${row.symbol}`}
            aria-expanded={open}
            onClick={onClose}
          >
            Close
          </button>
        ) : null}
      </td>
    </tr>
  );
}
