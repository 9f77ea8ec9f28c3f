import { Checkbox } from '@mantine/core';
import { useId } from 'react';
import type { PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import css from './override-box.module.css';
import type { PendingOverride } from './use-preview.ts';

interface OverrideBoxProps {
  override: PendingOverride;
  order: Pick<PlannedOrderDocument, 'account_name'> | null;
  disabled: boolean;
}

/** Asks for the operator's word to fire past an order of unknown outcome, and says what he risks. */
export function OverrideBox({ override, order, disabled }: OverrideBoxProps) {
  const id = useId();
  return (
    <div className={css.box}>
      <Checkbox
        size="xs"
        label="Fire all the same"
        aria-describedby={id}
        checked={override.on}
        disabled={disabled}
        onChange={(event) => override.set(event.currentTarget.checked)}
      />
      <p id={id} className={css.risk}>
        If the earlier order is at the exchange after all, both fill: {order?.account_name ?? 'the account'} trades
        twice. Your word is journaled.
      </p>
    </div>
  );
}
