import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { SignalRowDocument } from '../../../shared/schema/order.ts';
import { api } from '../../state/api.ts';
import { openView } from '../../state/window-state.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { OrderStatusChip } from '../../widgets/order-status-chip.tsx';
import { RouteSteps } from '../../widgets/route-steps.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { SourceChip } from '../../widgets/source-chip.tsx';
import { Time } from '../../widgets/time.tsx';
import { OrderLife } from './order-life.tsx';
import { OutcomeMark } from './outcome-mark.tsx';
import { outcomeOf } from './outcome.ts';
import css from './signal-drawer.module.css';

interface SignalDrawerProps {
  row: SignalRowDocument | null;
  onClose: () => void;
}

/** Why a signal went where it went, and what became of its order. */
export function SignalDrawer({ row, onClose }: SignalDrawerProps) {
  return (
    <Drawer
      opened={row !== null}
      onClose={onClose}
      size={480}
      title={row ? `Signal on ${row.symbol}` : 'Signal'}
      withOverlay={false}
      lockScroll={false}
      classNames={{ inner: css.place ?? '', content: css.sheet ?? '' }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {row ? <SignalStory row={row} /> : null}
    </Drawer>
  );
}

function SignalStory({ row }: { row: SignalRowDocument }) {
  const outcome = outcomeOf(row);
  const error = row.order?.error ?? row.error;
  return (
    <div className={css.story}>
      <div className={css.head}>
        <div className={css.line}>
          <SideTag side={row.side} size="lg" />
          <b>{row.symbol}</b>
          <SourceChip source={row.source} />
          <span className={css.grow} />
          <Time at={row.received_at} className={css.dim} />
        </div>
        <div className={css.line} data-tone={outcome.tone}>
          <OutcomeMark tone={outcome.tone} size={15} />
          <span>
            {outcome.text} {error ? <code className={css.code}>{error.code}</code> : null}
          </span>
        </div>
        <dl className={css.facts}>
          <dt>Signal</dt>
          <dd>
            <CopyId id={row.signal_id} label="signal id" />
          </dd>
          <dt>Strategy</dt>
          <dd>{row.strategy_id ?? 'none'}</dd>
          <dt>Came through</dt>
          <dd>{row.door}</dd>
          <dt>Total</dt>
          <dd className="num">{row.total_ms === null ? 'pending' : `${row.total_ms.toFixed(1)} ms`}</dd>
        </dl>
      </div>
      <h3 className={css.title}>Decision</h3>
      <RouteSteps
        detailed
        decision={row.decision}
        error={row.order ? null : row.error}
        orderHead={
          row.order ? (
            <OrderStatusChip status={row.order.status} cancelRequested={row.order.cancel_requested} />
          ) : undefined
        }
        order={row.order ? <OrderFacts id={row.order.id} note={row.order.note} /> : null}
      />
      {row.order ? (
        <>
          <h3 className={css.title}>
            Order life
            <button type="button" className={css.link} onClick={() => openView('orders')}>
              Open Orders
            </button>
          </h3>
          <Life orderId={row.order.id} />
        </>
      ) : null}
    </div>
  );
}

function OrderFacts({ id, note }: { id: string; note: string | null }) {
  return (
    <div className={css.order}>
      <CopyId id={id} label="order id" />
      {note ? <p>{note}</p> : null}
    </div>
  );
}

function Life({ orderId }: { orderId: string }) {
  const detail = useQuery(api.orders.get.queryOptions({ id: orderId }));
  if (detail.isError) {
    return (
      <ErrorState
        inline
        title="The order could not be read"
        error={detail.error}
        action={{ label: 'Try again', onClick: () => void detail.refetch() }}
      />
    );
  }
  return detail.data ? <OrderLife detail={detail.data} /> : null;
}
