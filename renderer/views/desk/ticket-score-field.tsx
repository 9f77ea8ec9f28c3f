import { IconX } from '@tabler/icons-react';
import { useId } from 'react';
import { UNKNOWN } from '../../widgets/format-decimal.ts';
import { changeDraft, useTicket } from './ticket-store.ts';
import css from './ticket-score-field.module.css';

interface ScoreFieldProps {
  field: 'score' | 'confidence';
  label: string;
  error: string | undefined;
}

/** An optional figure from 0 to 1 that travels with the signal. Left alone, it is not said at all. */
export function ScoreField({ field, label, error }: ScoreFieldProps) {
  const id = useId();
  const value = useTicket((ticket) => ticket.draft[field]);
  const said = value !== '';
  return (
    <div className={css.row} data-said={said} title={error}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <input
        id={id}
        type="range"
        min="0"
        max="1"
        step="0.01"
        value={said ? value : '0'}
        aria-valuetext={said ? value : 'not said'}
        className={css.slider}
        style={{ '--share': `${said ? Number(value) * 100 : 0}%` } as React.CSSProperties}
        onChange={(event) => changeDraft({ [field]: event.currentTarget.value })}
      />
      <span className={css.value}>{said ? Number(value).toFixed(2) : UNKNOWN}</span>
      <button
        type="button"
        className={css.clear}
        aria-label={`Leave ${label.toLowerCase()} out`}
        disabled={!said}
        onClick={() => changeDraft({ [field]: '' })}
      >
        <IconX size={10} stroke={2} aria-hidden />
      </button>
    </div>
  );
}
