import type { KeyboardEvent, ReactNode } from 'react';
import { cx } from '../../widgets/class-names.ts';
import css from './line-tabs.module.css';

export interface LineTabsProps<T extends string> {
  /** Name of the tab list. */
  label: string;
  /** Joins tabs and panel: the panel is drawn with `panelProps(id, value)`. */
  id: string;
  value: T;
  onChange: (value: T) => void;
  tabs: readonly { value: T; label: ReactNode; count?: number | string | undefined }[];
}

/** Tabs with a line under the chosen one. Arrow keys move between them, Tab goes on into the panel. */
export function LineTabs<T extends string>({ label, id, value, onChange, tabs }: LineTabsProps<T>) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next =
      event.key === 'Home' ? tabs[0] : event.key === 'End' ? tabs.at(-1) : step && tabs.at((at + step) % tabs.length);
    if (!next) return;
    event.preventDefault();
    onChange(next.value);
    event.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.value}"]`)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className={css.list} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          id={`${id}-tab-${tab.value}`}
          data-tab={tab.value}
          aria-selected={tab.value === value}
          aria-controls={`${id}-panel`}
          tabIndex={tab.value === value ? 0 : -1}
          className={cx(css.tab, tab.value === value && css.on)}
          onClick={() => onChange(tab.value)}
        >
          {tab.label}
          {tab.count === undefined ? null : <span className={cx('num', css.count)}>{tab.count}</span>}
        </button>
      ))}
    </div>
  );
}

/** What the element with the content of the chosen tab needs. */
export function panelProps(id: string, value: string) {
  return { role: 'tabpanel', id: `${id}-panel`, 'aria-labelledby': `${id}-tab-${value}` } as const;
}
