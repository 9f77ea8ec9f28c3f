import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import { useAccounts } from '../../state/queries.ts';
import { offersPostOnly, offersReduceOnly } from './option-offers.ts';
import css from './ticket-options.module.css';
import { changeDraft, useTicket } from './ticket-store.ts';

interface OptionProps {
  decision: DecisionDocument | null;
}

/** Rests or is refused, and never takes. Where it is on it stays in sight, so that nothing is asked for unseen. */
export function PostOnlyToggle({ decision }: OptionProps) {
  const { type, post_only: on } = useTicket((ticket) => ticket.draft);
  const account = useAccounts().find((each) => each.name === decision?.account_name);
  if (type !== 'limit' || !(on || offersPostOnly(account))) return null;
  return (
    <Option on={on} title="Rests, or is refused: it never takes" onClick={() => changeDraft({ post_only: !on })}>
      Post-only
    </Option>
  );
}

/** Only ever makes a position smaller. */
export function ReduceOnlyToggle({ decision }: OptionProps) {
  const on = useTicket((ticket) => ticket.draft.reduce_only);
  const account = useAccounts().find((each) => each.name === decision?.account_name);
  if (!(on || offersReduceOnly(account))) return null;
  return (
    <Option on={on} title="Never makes a position larger" onClick={() => changeDraft({ reduce_only: !on })}>
      Reduce-only
    </Option>
  );
}

interface OptionFaceProps {
  on: boolean;
  title: string;
  onClick: () => void;
  children: ReactNode;
}

function Option({ on, title, onClick, children }: OptionFaceProps) {
  return (
    <button type="button" aria-pressed={on} title={title} className={css.option} onClick={onClick}>
      {on ? <IconCheck size={10} stroke={2.6} aria-hidden /> : null}
      {children}
    </button>
  );
}
