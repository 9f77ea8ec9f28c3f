import { useId } from 'react';
import type { ReactNode } from 'react';
import { cx } from '../../widgets/class-names.ts';
import css from './field.module.css';

interface FieldProps {
  label: string;
  /** At the right end of the label's line. */
  aside?: ReactNode;
  error?: string | undefined;
  wide?: boolean | undefined;
  /** Gets the ids that tie control, label and error together. */
  children: (ids: { id: string; describedBy: string | undefined }) => ReactNode;
}

/** A labelled control of the ticket; its error takes the place of the remark, so nothing moves. */
export function Field({ label, aside, error, wide, children }: FieldProps) {
  const id = useId();
  const errorId = `${id}-error`;
  return (
    <div className={cx(css.field, wide && css.wide)}>
      <div className={css.head}>
        <label htmlFor={id} className={css.label}>
          {label}
        </label>
        {error ? (
          <span id={errorId} className={css.error} title={error}>
            {error}
          </span>
        ) : (
          <span className={css.aside}>{aside}</span>
        )}
      </div>
      {children({ id, describedBy: error ? errorId : undefined })}
    </div>
  );
}
