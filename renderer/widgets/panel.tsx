import { useId } from 'react';
import type { ReactNode } from 'react';
import { cx } from './class-names.ts';
import css from './panel.module.css';

export interface PanelProps {
  title: ReactNode;
  /** A short remark beside the title. */
  note?: ReactNode;
  /** Right end of the head. */
  actions?: ReactNode;
  /** Between note and actions. */
  middle?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
  /** Lets the body scroll; otherwise it clips. */
  scroll?: boolean | undefined;
}

/** A titled region of a view. */
export function Panel({ title, note, actions, middle, children, className, scroll }: PanelProps) {
  const id = useId();
  return (
    <section className={cx(css.panel, className)} aria-labelledby={id}>
      <div className={css.head}>
        <h2 id={id} className={css.title}>
          {title}
        </h2>
        {note ? <span className={css.note}>{note}</span> : null}
        {middle}
        <span className={css.grow} />
        {actions}
      </div>
      <div className={cx(css.body, scroll && css.scroll)}>{children}</div>
    </section>
  );
}
