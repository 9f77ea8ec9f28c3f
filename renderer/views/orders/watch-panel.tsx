import { IconHelpCircle } from '@tabler/icons-react';
import type { OrderDocument, WatchDocument } from '../../../shared/schema/order.ts';
import { Age, Time } from '../../widgets/time.tsx';
import { WatchDecision } from './watch-decision.tsx';
import css from './watch-panel.module.css';

/** An order of unknown outcome: what is being done about it, and, once it took too long, what the operator can decide. */
export function WatchPanel({ order }: { order: OrderDocument }) {
  const { watch } = order;
  return (
    <section className={css.panel} aria-label="Unknown outcome">
      <div className={css.told}>
        <IconHelpCircle size={16} stroke={1.9} aria-hidden />
        <p role="status">
          <b>
            {watch?.needs_decision
              ? 'The outcome is still unknown. Please decide.'
              : 'The outcome is unknown, and is being looked up.'}
          </b>{' '}
          It is not counted as failed and is never sent again. <span className="num">{order.account_name}</span> takes
          no new order for {order.symbol} until it is settled.
        </p>
      </div>
      <dl className={css.facts}>
        {order.error ? (
          <>
            <dt>What happened</dt>
            <dd>
              {order.error.message} <code>{order.error.code}</code>
            </dd>
          </>
        ) : null}
        {watch ? <Watching watch={watch} /> : null}
      </dl>
      {watch?.needs_decision ? <WatchDecision order={order} /> : null}
    </section>
  );
}

function Watching({ watch }: { watch: WatchDocument }) {
  return (
    <>
      <dt>Looked up</dt>
      <dd>
        {watch.checks === 0 ? (
          'not yet in this run'
        ) : (
          <>
            <span className="num">{watch.checks}</span> {watch.checks === 1 ? 'time' : 'times'}
            {watch.last_check_at ? (
              <>
                , last <Age at={watch.last_check_at} /> ago
              </>
            ) : null}
          </>
        )}
      </dd>
      {watch.last_answer ? (
        <>
          <dt>Last answer</dt>
          <dd>{watch.last_answer}</dd>
        </>
      ) : null}
      {watch.next_check_at ? (
        <>
          <dt>Next look-up</dt>
          <dd>
            <Time at={watch.next_check_at} ms={false} /> UTC
          </dd>
        </>
      ) : null}
      {watch.needs_decision ? null : (
        <>
          <dt>You are asked</dt>
          <dd>
            from <Time at={watch.ask_at} ms={false} /> UTC on, if nothing is found
          </dd>
        </>
      )}
    </>
  );
}
