import { useState } from 'react';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { cx } from '../../widgets/class-names.ts';
import { Keys } from '../../widgets/kbd.tsx';
import { CancelQuestion } from './cancel-question.tsx';
import { cancelRule } from './cancel-rule.ts';
import css from './cancel-control.module.css';
import { Floating } from './floating.tsx';
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
      <span className={cx(css.reason, !large && 'sr-only')}>
        {large ? `Nothing to cancel: the order is ${rule.reason}.` : `${rule.reason}, final`}
      </span>
    );
  }
  if (rule.kind === 'sent' || cancel.isPending) {
    return <span className={css.reason}>{large ? 'Cancel sent. The exchange has not confirmed it yet.' : 'sent'}</span>;
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
  const keep = (): void => setAsking(false);
  const question = (
    <CancelQuestion
      order={order}
      large={large}
      onKeep={keep}
      onCancel={() => {
        keep();
        cancel.mutate({ id: order.id });
      }}
    />
  );
  return large ? question : <Floating onClose={keep}>{question}</Floating>;
}

/** Asks by key, for the one order that is open. */
function CancelKey({ onPress }: { onPress: () => void }) {
  useShortcut('x', onPress);
  return null;
}
