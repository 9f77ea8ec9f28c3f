import { IconX } from '@tabler/icons-react';
import { IconButton } from '../../widgets/icon-button.tsx';
import { OutcomeMark } from '../desk/outcome-mark.tsx';
import { useAnswers } from './answers.ts';
import { sizeWords } from './approval-words.ts';
import css from './approvals.module.css';

/** What became of the last answer that was given in this window. */
export function LastAnswer() {
  const last = useAnswers((answers) => answers.last);
  if (!last) return null;
  const { signal, account_name } = last.approval;
  return (
    <div className={css.last} data-tone={last.outcome.tone} role="group" aria-label="Last answer">
      <OutcomeMark tone={last.outcome.tone} size={14} />
      <span>
        <b>
          {signal.side === 'long' ? 'Buy' : 'Sell'} {sizeWords(signal)}, {signal.group ?? account_name}:
        </b>{' '}
        {last.outcome.text}
      </span>
      <span className={css.grow} />
      <IconButton icon={IconX} label="Close the last answer" onClick={() => useAnswers.setState({ last: null })} />
    </div>
  );
}
