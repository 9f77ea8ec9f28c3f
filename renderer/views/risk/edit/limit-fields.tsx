import { NativeSelect, TextInput } from '@mantine/core';
import { useId } from 'react';
import { LIMIT_NAMES } from '../../../../shared/schema/limits.ts';
import type { LimitName } from '../../../../shared/schema/limits.ts';
import { cx } from '../../../widgets/class-names.ts';
import { LIMIT_WORDS } from '../limit-words.ts';
import css from './risk-drawer.module.css';
import type { LimitForm } from './risk-form.ts';
import type { RiskEditor } from './use-risk-editor.ts';

export interface LimitFieldsProps {
  editor: RiskEditor;
  /** The field that takes the focus when the form comes up. */
  focus: LimitName | null;
}

/** One line a limit: what is allowed, in which unit. An empty field is no limit. */
export function LimitFields({ editor, focus }: LimitFieldsProps) {
  return (
    <fieldset className={css.section}>
      <legend className={css.caps}>Limits</legend>
      <p className={css.hint}>
        An empty field sets no limit; zero allows nothing. What makes an exposure or a position smaller passes the
        limits that it relaxes, and a cancel always passes.
      </p>
      {LIMIT_NAMES.map((name) => (
        <LimitField key={name} editor={editor} name={name} focus={name === focus} />
      ))}
    </fieldset>
  );
}

function LimitField({ editor, name, focus }: { editor: RiskEditor; name: LimitName; focus: boolean }) {
  const id = useId();
  const { label, help } = LIMIT_WORDS[name];
  const typed = editor.form.limits[name];
  const problem = editor.problem('limits', name);
  const set = (change: Partial<LimitForm>): void => editor.edit('limits', name, { ...typed, ...change });
  const changed = editor.isChanged('limits', name);
  return (
    <div className={cx(css.field, changed && css.changed)}>
      <div className={css.label}>
        <label htmlFor={id}>{label}</label>
        <p id={`${id} help`} className={css.help}>
          {help}
        </p>
      </div>
      <div className={css.input}>
        <TextInput
          id={id}
          size="xs"
          inputMode="decimal"
          placeholder="no limit"
          value={typed.value}
          error={problem}
          aria-describedby={`${id} help`}
          data-autofocus={focus || undefined}
          classNames={{ input: css.figure ?? '' }}
          onChange={(event) => set({ value: event.currentTarget.value })}
        />
        <Unit name={name} typed={typed} currency={editor.account?.currency ?? 'account'} onChange={set} />
      </div>
    </div>
  );
}

const FIXED_UNITS = { count: '', times: 'x', percent: '%' } as const;
const COUNTED: Partial<Record<LimitName, string>> = {
  max_open_positions: 'positions',
  max_orders_per_minute: 'orders',
};

interface UnitProps {
  name: LimitName;
  typed: LimitForm;
  currency: string;
  onChange: (change: Partial<LimitForm>) => void;
}

function Unit({ name, typed, currency, onChange }: UnitProps) {
  const { measure, label } = LIMIT_WORDS[name];
  if (measure !== 'money' && measure !== 'loss') {
    return <span className={css.unit}>{COUNTED[name] ?? FIXED_UNITS[measure]}</span>;
  }
  return (
    <NativeSelect
      size="xs"
      aria-label={`Unit: ${label}`}
      value={typed.unit}
      onChange={(event) => onChange({ unit: event.currentTarget.value as LimitForm['unit'] })}
      data={[
        { value: 'account', label: currency },
        // For an account that counts in dollars anyway both units are the same.
        ...(currency === 'USD' && typed.unit !== 'usd' ? [] : [{ value: 'usd', label: 'USD' }]),
        ...(measure === 'loss' ? [{ value: 'percent', label: '% of equity' }] : []),
      ]}
    />
  );
}
