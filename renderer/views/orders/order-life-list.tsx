import { IconBan, IconCheck, IconPoint, IconQuestionMark } from '@tabler/icons-react';
import { isFinal } from '../../../shared/orders/transitions.ts';
import type { OrderDetailDocument } from '../../../shared/schema/order.ts';
import { cx } from '../../widgets/class-names.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { SourceChip } from '../../widgets/source-chip.tsx';
import { Age, Time } from '../../widgets/time.tsx';
import { leftAmount } from './fill-share.ts';
import css from './order-life.module.css';
import { durationText, orderStory } from './order-life.ts';
import type { LifeEvent } from './order-life.ts';

/** The stations of an order with time, cause and detail; what it waits for stands at the end. */
export function OrderLifeList({ detail }: { detail: OrderDetailDocument }) {
  const { order, decision } = detail;
  const life = orderStory(detail);
  return (
    <ol className={css.list} aria-label="Lifecycle">
      <li className={css.event}>
        <Point tone="done" />
        <div>
          <p className={css.head}>
            <b>Signal decided</b>
          </p>
          <p className={css.row}>
            <span>account by</span>
            {decision.account_source ? <SourceChip source={decision.account_source} /> : null}
          </p>
        </div>
      </li>
      {life.map((event) => (
        <li key={event.key} className={cx(css.event, css[event.tone])}>
          <Point tone={event.tone} />
          <div>
            <p className={css.head}>
              <b>{event.title}</b>
              <Time at={event.at} className={css.time} />
              <span className={cx('num', css.after)}>
                {event.after_ms === null ? '' : `+${durationText(event.after_ms)}`}
              </span>
            </p>
            {event.cause ? <p className={css.cause}>{event.cause}</p> : null}
            {event.detail ? (
              <p className={css.detail}>
                <WithIds text={event.detail} />
              </p>
            ) : null}
            {event.tone === 'now' ? (
              <p className={css.cause}>
                for <Age at={event.at} />
              </p>
            ) : null}
          </div>
        </li>
      ))}
      {isFinal(order.status) ? null : (
        <li className={cx(css.event, css.waiting)}>
          <span className={css.point} aria-hidden />
          <p className={css.head}>
            <b>{order.status === 'unknown' ? 'Settled' : order.cancel_requested ? 'Cancelled' : 'Filled'}</b>
            <span className={cx('num', css.time)}>
              {order.status === 'unknown' ? 'being looked up' : `${formatDecimal(leftAmount(order))} left`}
            </span>
          </p>
        </li>
      )}
    </ol>
  );
}

/** Ids of ours, and whatever stands after the word "id" or "order" and has a digit in it. */
const IDS = /\b((?:sig|ord)_\w+|(?<=\b(?:id|order) )[\w-]*\d[\w-]*)/;

/** A sentence with its ids in the face of ids. */
function WithIds({ text }: { text: string }) {
  return text.split(IDS).map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className={css.id}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}

const GLYPHS = { done: IconCheck, unknown: IconQuestionMark, failed: IconBan, note: IconPoint } as const;

function Point({ tone }: { tone: LifeEvent['tone'] }) {
  const Glyph = tone === 'now' ? null : GLYPHS[tone];
  return (
    <span className={css.point} aria-hidden>
      {Glyph ? <Glyph size={12} stroke={2.4} /> : <i className={css.pulse} />}
    </span>
  );
}
