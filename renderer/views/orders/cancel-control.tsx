import { useState } from 'react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { cx } from '../../widgets/class-names.ts';
import { Keys } from '../../widgets/kbd.tsx';
import { cancelRule } from './cancel-rule.ts';
import css from './cancel-control.module.css';
import { useCancel } from './use-cancel.ts';

export interface CancelControlProps {
  order: OrderDocument;
  /** Full size, for the foot of the drawer. */
  large?: boolean | undefined;
}

/** Cancels an order after asking in place; where that cannot be done, it says why instead. */
export function CancelControl({ order, large }: CancelControlProps) {
  const [asking, setAsking] = useState(false);
  const cancel = useCancel();
  const rule = cancelRule(order);
  if (rule.kind === 'impossible') {
    return (
      <span className={css.reason}>
        {large ? `Nothing to cancel: the order is ${rule.reason}.` : `${rule.reason}, final`}
      </span>
    );
  }
  if (rule.kind === 'sent' || cancel.isPending) {
    return (
      <span className={css.reason}>
        {large ? 'Cancel sent. The exchange has not confirmed it yet.' : 'cancel sent'}
      </span>
    );
  }
  if (!asking && large) {
    return (
      <>
        <CancelKey onPress={() => setAsking(true)} />
        <button
          type="button"
          className={cx(css.cancel, css.large)}
          aria-label={`Cancel order ${order.id}`}
          onClick={() => setAsking(true)}
        >
          Cancel order
        </button>
        <Keys keys={['X']} />
      </>
    );
  }
  if (!asking) {
    return (
      <button
        type="button"
        className={css.cancel}
        aria-label={`Cancel order ${order.id}`}
        onClick={() => setAsking(true)}
      >
        Cancel
      </button>
    );
  }
  return (
    <span className={cx(css.ask, large && css.wide)} role="group" aria-label={`Cancel order ${order.id}?`}>
      <span className={css.question}>Cancel order?</span>
      <button
        type="button"
        className={css.yes}
        onClick={() => {
          setAsking(false);
          cancel.mutate({ id: order.id });
        }}
      >
        Yes
      </button>
      {/* The safe answer has the focus. */}
      <button type="button" className={css.cancel} autoFocus onClick={() => setAsking(false)}>
        Keep
      </button>
    </span>
  );
}

/** Asks by key, for the one order that is open. */
function CancelKey({ onPress }: { onPress: () => void }) {
  useShortcut('x', onPress);
  return null;
}
