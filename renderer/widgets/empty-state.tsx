import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import css from './state-message.module.css';

export interface EmptyStateProps {
  icon?: Icon | undefined;
  /** What would be here. */
  title: string;
  children?: ReactNode;
  /** One next step. */
  action?: ReactNode;
}

/** Says what would be here, and one next step. */
export function EmptyState({ icon: Glyph, title, children, action }: EmptyStateProps) {
  return (
    <div className={css.state}>
      {Glyph ? <Glyph size={20} stroke={1.6} aria-hidden className={css.calm} /> : null}
      <b className={css.title}>{title}</b>
      {children ? <p className={css.text}>{children}</p> : null}
      {action ? <div className={css.action}>{action}</div> : null}
    </div>
  );
}
