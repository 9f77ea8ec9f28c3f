import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { PositionDocument } from '../../../shared/schema/order.ts';
import { announce } from '../../state/announce.ts';
import { api, queryClient } from '../../state/api.ts';
import { showError } from '../../state/show-error.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { HoldButton } from '../../widgets/hold-button.tsx';
import { Num } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import cancelCss from '../orders/cancel-control.module.css';
import css from './account-detail.module.css';

const REFRESH_MS = 15_000;

/** What the account holds or is exposed to, symbol by symbol, as its exchange shows it now. */
export function PositionsPanel({ status }: { status: AccountStatusDocument }) {
  const { name } = status.account;
  const positions = useQuery(
    api.positions.list.queryOptions({ account_name: name }, { refetchInterval: REFRESH_MS, retry: false }),
  );
  const { data, error, refetch } = positions;
  return (
    <Panel title="Positions" note={data?.length} className={css.panel}>
      {error && !data ? (
        <ErrorState
          inline
          title="Positions could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : data && data.length === 0 ? (
        <EmptyState title="No position">Nothing is held that could be closed with one order.</EmptyState>
      ) : (
        <div className={css.scroll} tabIndex={0} role="group" aria-label="Positions">
          <table className={css.table} aria-label="Positions" aria-busy={!data}>
            <thead>
              <tr>
                <th scope="col">Symbol</th>
                <th scope="col">Side</th>
                <th scope="col">Size</th>
                <th scope="col">Entry</th>
                <th scope="col">Mark</th>
                <th scope="col">
                  <span className="sr-only">Close</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {(data ?? []).map((position) => (
                <tr key={position.symbol}>
                  <th scope="row">
                    {position.symbol}
                    {position.leverage ? (
                      <span className={css.dim}>
                        {' '}
                        {position.leverage}x {position.margin_mode}
                      </span>
                    ) : null}
                  </th>
                  <td>
                    <SideTag side={position.side === 'long' ? 'buy' : 'sell'} />
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
                    <ClosePosition position={position} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** One market order against it, past all checks. Real money has to be held for. */
function ClosePosition({ position }: { position: PositionDocument }) {
  const [asking, setAsking] = useState(false);
  const close = useMutation(
    api.positions.close.mutationOptions({
      onSuccess: (fired) => {
        if (fired.error) showError(`${position.symbol} was not closed`, fired.error);
        else announce('polite', `Closing ${position.symbol}: ${fired.orders[0]?.status ?? 'sent'}`);
        void queryClient.invalidateQueries({ queryKey: api.positions.pathKey() });
      },
      onError: (error) => showError(`${position.symbol} was not closed`, error),
      onSettled: () => setAsking(false),
    }),
  );
  const { account_name, symbol } = position;
  const shoot = (): void => close.mutate({ account_name, symbol });
  if (!asking) {
    return (
      <button type="button" className={cancelCss.cancel} aria-label={`Close ${symbol}`} onClick={() => setAsking(true)}>
        Close
      </button>
    );
  }
  if (position.mode === 'real' && !position.testnet) {
    return (
      <HoldButton
        label={`Hold to close ${symbol}`}
        guard={`${account_name} ${symbol} ${position.side}`}
        busy={close.isPending}
        onHeld={shoot}
      />
    );
  }
  return (
    <span className={cancelCss.ask} role="group" aria-label={`Close ${symbol}?`}>
      <button type="button" className={cancelCss.yes} disabled={close.isPending} onClick={shoot}>
        Close at market
      </button>
      <button type="button" className={cancelCss.cancel} autoFocus onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}
