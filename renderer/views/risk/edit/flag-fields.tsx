import { Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { EXCHANGES, MARKETS } from '../../../../shared/schema/exchange.ts';
import { NO_STRATEGY } from '../../../../shared/schema/flags.ts';
import { api } from '../../../state/api.ts';
import { cx } from '../../../widgets/class-names.ts';
import { FLAG_LABELS } from '../flag-words.ts';
import { HoursEditor } from './hours-editor.tsx';
import { ListField } from './list-field.tsx';
import css from './risk-drawer.module.css';
import type { Edited } from './risk-drawer.tsx';
import type { FlagsForm } from './risk-form.ts';
import type { RiskEditor } from './use-risk-editor.ts';

export interface FlagFieldsProps {
  editor: RiskEditor;
  /** `flags` and `hours` are brought into sight when the form comes up. */
  part: Edited['part'];
}

type ListName = 'exchanges' | 'strategies' | 'symbols' | 'markets';

/** What is allowed at all, whatever the limits say. */
export function FlagFields({ editor, part }: FlagFieldsProps) {
  const section = useRef<HTMLFieldSetElement>(null);
  const hours = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = { limits: null, flags: section.current, hours: hours.current }[part];
    target?.scrollIntoView({ block: 'start' });
  }, [part]);
  const strategies = useQuery(api.routing.strategies.queryOptions()).data ?? [];
  const { form, edit, problem, isChanged, scope } = editor;
  const { flags } = form;
  const list = (name: ListName) => ({
    label: FLAG_LABELS[name],
    value: flags[name],
    onChange: (value: FlagsForm[ListName]) => edit('flags', name, value),
    changed: isChanged('flags', name),
    problem: problem('flags', name),
  });
  const text = (name: 'max_size' | 'valid_from' | 'valid_until' | 'approval') => ({
    className: cx(css.stacked, isChanged('flags', name) && css.changed),
    size: 'xs',
    value: flags[name],
    error: problem('flags', name),
    onChange: (event: { currentTarget: { value: string } }) => edit('flags', name, event.currentTarget.value),
  });
  return (
    <fieldset ref={section} className={css.section}>
      <legend className={css.caps}>Flags</legend>
      <Switch
        className={cx(css.stacked, isChanged('flags', 'enabled') && css.changed)}
        size="xs"
        label="New orders are allowed"
        description={flags.enabled ? undefined : 'Switched off: every new order is refused. Cancels pass.'}
        checked={flags.enabled}
        onChange={(event) => edit('flags', 'enabled', event.currentTarget.checked)}
      />
      <Switch
        className={cx(css.stacked, isChanged('flags', 'long_only') && css.changed)}
        size="xs"
        label="Long only"
        description="No short position: what is held may be sold."
        checked={flags.long_only}
        onChange={(event) => edit('flags', 'long_only', event.currentTarget.checked)}
      />
      <ListField {...list('symbols')} options={[]} free hint="BTC/USDT, or a pattern such as BTC/*" />
      {scope.kind === 'strategy' ? null : (
        <ListField
          {...list('strategies')}
          options={[NO_STRATEGY, ...strategies.map((each) => each.strategy_id)].map((value) => ({
            value,
            label: value,
          }))}
          free
          hint={`Names or patterns; ${NO_STRATEGY} lets signals pass that name none.`}
        />
      )}
      <ListField {...list('exchanges')} options={EXCHANGES.map((value) => ({ value, label: value }))} />
      <ListField {...list('markets')} options={MARKETS.map((value) => ({ value, label: value }))} />
      <div className={css.pair}>
        <TextInput {...text('max_size')} label={FLAG_LABELS.max_size} inputMode="decimal" placeholder="no bound" />
        <TextInput
          {...text('approval')}
          label="Wait for my yes, minutes"
          inputMode="numeric"
          placeholder="not asked"
          description="Signals from outside; they expire then."
        />
      </div>
      <div className={css.pair}>
        <TextInput {...text('valid_from')} label={`${FLAG_LABELS.valid_from}, UTC`} type="datetime-local" />
        <TextInput {...text('valid_until')} label={`${FLAG_LABELS.valid_until}, UTC`} type="datetime-local" />
      </div>
      <div ref={hours}>
        <HoursEditor
          value={flags.trading_hours}
          onChange={(value) => edit('flags', 'trading_hours', value)}
          changed={isChanged('flags', 'trading_hours')}
          problem={problem('flags', 'trading_hours')}
        />
      </div>
    </fieldset>
  );
}
