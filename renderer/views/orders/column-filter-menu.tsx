import { Button, Popover } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ToggleChip } from '../../widgets/toggle-chip.tsx';
import css from './menus.module.css';

interface ColumnFilterMenuProps {
  /** How many columns are narrowed. */
  count: number;
  onClear: () => void;
  children: ReactNode;
}

/** The filters of a list by the values of its columns. */
export function ColumnFilterMenu({ count, onClear, children }: ColumnFilterMenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={340} trapFocus withRoles>
      <Popover.Target>
        <Button size="xs" leftSection={<IconFilter size={13} aria-hidden />} onClick={() => setOpen(!open)}>
          Filters
          {count === 0 ? null : <span className={css.badge}>{count}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.menu}>
        {children}
        <div className={css.foot}>
          <Button size="xs" variant="subtle" onClick={onClear}>
            Clear
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface SetFilterProps<T extends string> {
  label: string;
  options: readonly { value: T; label: ReactNode }[];
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}

/** Some of a few values. None chosen: any. */
export function SetFilter<T extends string>({ label, options, chosen, onChange }: SetFilterProps<T>) {
  if (options.length === 0) return null;
  return (
    <fieldset className={css.set}>
      <legend>{label}</legend>
      <div className={css.chips}>
        {options.map(({ value, label: words }) => {
          const on = chosen.includes(value);
          return (
            <ToggleChip
              key={value}
              on={on}
              onClick={() => onChange(on ? chosen.filter((each) => each !== value) : [...chosen, value])}
            >
              {words}
            </ToggleChip>
          );
        })}
      </div>
    </fieldset>
  );
}
