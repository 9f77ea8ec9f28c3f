import type { OrderDocument } from '../../../shared/schema/order.ts';
import { cx } from '../../widgets/class-names.ts';
import css from './cancel-control.module.css';

export interface CancelQuestionProps {
  order: OrderDocument;
  large?: boolean | undefined;
  onKeep: () => void;
  onCancel: () => void;
}

/** Asks before an order is cancelled. The safe answer has the focus. */
export function CancelQuestion({ order, large, onKeep, onCancel }: CancelQuestionProps) {
  return (
    <span className={cx(css.ask, large && css.wide)} role="group" aria-label={`Cancel order ${order.id}?`}>
      <span className={css.question}>Cancel order?</span>
      <button type="button" className={css.yes} onClick={onCancel}>
        Yes
      </button>
      <button type="button" className={css.cancel} autoFocus data-safe onClick={onKeep}>
        Keep
      </button>
    </span>
  );
}
