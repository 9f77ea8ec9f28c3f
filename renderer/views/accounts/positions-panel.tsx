import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { PositionDocument } from '../../../shared/schema/order.ts';
import { api } from '../../state/api.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { Num } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import cancelCss from '../orders/cancel-control.module.css';
import css from './account-detail.module.css';
import { ClosePosition } from './close-position.tsx';

const REFRESH_MS = 15_000;

/** What the account holds or is exposed to, symbol by symbol, as its exchange shows it now. */
export function PositionsPanel({ status }: { status: AccountStatusDocument }) {
  const { name } = status.account;
  const { data, error, refetch } = useQuery(
    api.positions.list.queryOptions({ account_name: name }, { refetchInterval: REFRESH_MS, retry: false }),
  );
  return (
    <Panel title="Positions" note={data?.length} className={css.panel}>
      {error && !data ? (
        <ErrorState
          inline
          title="Positions could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : !data ? (
        <div className={css.bones} aria-busy="true" aria-label="Loading positions">
          <Skeleton width="100%" height={16} />
          <Skeleton width="100%" height={16} />
        </div>
      ) : data.length === 0 ? (
        <EmptyState title="No position">Nothing is held that could be closed with one order.</EmptyState>
      ) : (
        <Positions positions={data} status={status} />
      )}
    </Panel>
  );
}

function Positions({ positions, status }: { positions: PositionDocument[]; status: AccountStatusDocument }) {
  const [closing, setClosing] = useState<string | null>(null);
  const chosen = positions.find((position) => position.symbol === closing);
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
              <th scope="col">
                <span className="sr-only">Close</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {positions.map((position) => (
              <tr key={position.symbol}>
                <th scope="row">
                  {position.symbol}
                  {position.leverage ? (
                    <span className={css.terms}>
                      {' '}
                      <span className="num">{position.leverage}x</span> {position.margin_mode}
                    </span>
                  ) : null}
                </th>
                <td className={css.left}>
                  <SideTag side={position.side} held />
                </td>
                <td>
                  <Num value={position.amount} />
                </td>
                <td>
                  <Num value={position.entry_price} />
                </td>
                <td>
                  <Num value={position.mark_price} />
                </td>
                <td>
                  <button
                    type="button"
                    className={cancelCss.cancel}
                    aria-label={`Close ${position.symbol}`}
                    aria-expanded={closing === position.symbol}
                    onClick={() => setClosing(closing === position.symbol ? null : position.symbol)}
                  >
                    Close
                  </button>
                </td>
              </tr>
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
