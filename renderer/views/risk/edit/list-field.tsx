import { MultiSelect, TagsInput } from '@mantine/core';
import { useId } from 'react';
import { cx } from '../../../widgets/class-names.ts';
import { Segmented } from '../../../widgets/segmented.tsx';
import css from './risk-drawer.module.css';
import type { ListForm } from './risk-form.ts';

export interface ListFieldProps {
  label: string;
  value: ListForm;
  onChange: (value: ListForm) => void;
  /** What can be chosen; with `free` these are only offers. */
  options: readonly { value: string; label: string }[];
  /** Patterns may be typed. */
  free?: boolean;
  hint?: string;
  changed: boolean;
  problem: string | undefined;
}

const CHOICES = [
  { value: 'any', label: 'Any' },
  { value: 'only', label: 'Only these' },
] as const;

/** No restriction, or a list of what passes. An empty list is said to be what it is: nothing passes. */
export function ListField({ label, value, onChange, options, free, hint, changed, problem }: ListFieldProps) {
  const id = useId();
  const items = [...value.items];
  const set = (next: readonly string[]): void => onChange({ only: true, items: next });
  return (
    <div className={cx(css.stacked, changed && css.changed)}>
      <div className={css.listHead}>
        <span id={id} className={css.listLabel}>
          {label}
        </span>
        <Segmented
          label={label}
          value={value.only ? 'only' : 'any'}
          onChange={(choice) => onChange({ only: choice === 'only', items })}
          options={CHOICES}
        />
      </div>
      {value.only ? (
        <>
          {free ? (
            <TagsInput
              size="xs"
              aria-labelledby={id}
              data={options.map((option) => option.value)}
              value={items}
              onChange={set}
              error={problem}
              placeholder={items.length === 0 ? 'type one, then Enter' : undefined}
              description={hint}
            />
          ) : (
            <MultiSelect
              size="xs"
              aria-labelledby={id}
              data={[...options]}
              value={items}
              onChange={set}
              error={problem}
              hidePickedOptions
              placeholder={items.length === 0 ? 'choose' : undefined}
            />
          )}
          {items.length === 0 ? <p className={css.nothing}>Nothing passes: the list is empty.</p> : null}
        </>
      ) : null}
    </div>
  );
}
