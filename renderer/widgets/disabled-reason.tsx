import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './disabled-reason.module.css';

export interface DisabledReasonProps {
  /** Give it to the action as `aria-describedby`. */
  id?: string | undefined;
  children: ReactNode;
}

/** Why an action cannot be taken now. It stands beside the action, not in a tooltip. */
export function DisabledReason({ id, children }: DisabledReasonProps) {
  return (
    <span id={id} className={css.reason}>
      <IconInfoCircle size={13} stroke={1.8} aria-hidden className={css.glyph} />
      <span>{children}</span>
    </span>
  );
}
