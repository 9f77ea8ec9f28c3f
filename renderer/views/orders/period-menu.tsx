import { Button, Popover } from '@mantine/core';
import { IconCalendar, IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { Segmented } from '../../widgets/segmented.tsx';
import css from './menus.module.css';
import { PERIOD_WORDS, periodWords } from './period.ts';
import type { Period } from './period.ts';

const KINDS = [
  ...Object.entries(PERIOD_WORDS).map(([value, label]) => ({ value: value as Period['kind'], label })),
  { value: 'own' as const, label: 'Own' },
];

/** Which time the list is of. Days are those of UTC. */
export function PeriodMenu({ value, onChange }: { value: Period; onChange: (period: Period) => void }) {
  const [open, setOpen] = useState(false);
  const choose = (kind: Period['kind']): void => {
    onChange(kind === 'own' ? { kind, from: null, to: null } : { kind });
    if (kind !== 'own') setOpen(false);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus withRoles>
      <Popover.Target>
        <Button
          size="xs"
          leftSection={<IconCalendar size={13} aria-hidden />}
          rightSection={<IconChevronDown size={12} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {periodWords(value)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={css.menu}>
        <Segmented label="Period" value={value.kind} onChange={choose} options={KINDS} />
        {value.kind === 'own' ? (
          <div className={css.range}>
            <Day label="From" value={value.from} onChange={(from) => onChange({ ...value, from })} />
            <Day label="To" value={value.to} onChange={(to) => onChange({ ...value, to })} />
          </div>
        ) : null}
        <p className={css.note}>
          {value.kind === 'own' && value.from !== null && value.to !== null && value.from > value.to
            ? 'It ends before it begins.'
            : 'Days of UTC, first and last included.'}
        </p>
      </Popover.Dropdown>
    </Popover>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | null;
  onChange: (day: string | null) => void;
}) {
  return (
    <label className={css.day}>
      {label}
      <input type="date" value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value || null)} />
    </label>
  );
}
