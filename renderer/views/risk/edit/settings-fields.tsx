import { NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { cx } from '../../../widgets/class-names.ts';
import { SETTING_LABELS } from './risk-draft.ts';
import css from './risk-drawer.module.css';
import { TimeZoneSelect } from './time-zone-select.tsx';
import type { RiskEditor } from './use-risk-editor.ts';

/** How the limits of an account are counted. */
export function SettingsFields({ editor }: { editor: RiskEditor }) {
  const { form, edit, problem, isChanged, account } = editor;
  const { settings } = form;
  const mark = (name: string): string => cx(css.stacked, isChanged('settings', name) && css.changed);
  return (
    <fieldset className={css.section}>
      <legend className={css.caps}>How it is counted</legend>
      <div className={css.pair}>
        <TextInput
          className={mark('currency')}
          size="xs"
          label={SETTING_LABELS.currency}
          placeholder={account ? `${account.currency}, by its exchange` : 'by its exchange'}
          value={settings.currency}
          error={problem('settings', 'currency')}
          onChange={(event) => edit('settings', 'currency', event.currentTarget.value)}
        />
        <TextInput
          className={mark('day_starts_at')}
          size="xs"
          label={SETTING_LABELS.day_starts_at}
          placeholder="00:00"
          value={settings.day_starts_at}
          error={problem('settings', 'day_starts_at')}
          onChange={(event) => edit('settings', 'day_starts_at', event.currentTarget.value)}
        />
      </div>
      <TimeZoneSelect
        className={mark('time_zone')}
        label={SETTING_LABELS.time_zone}
        value={settings.time_zone}
        placeholder="UTC"
        onChange={(zone) => edit('settings', 'time_zone', zone)}
        error={problem('settings', 'time_zone')}
        clearable
      />
      <TagsInput
        className={mark('ignored_assets')}
        size="xs"
        label={SETTING_LABELS.ignored_assets}
        description="Worthless tokens without a price: with one of them unpriced, figures could not be told at all."
        placeholder={settings.ignored_assets.length === 0 ? 'none; type an asset, then Enter' : undefined}
        value={[...settings.ignored_assets]}
        error={problem('settings', 'ignored_assets')}
        onChange={(assets) =>
          edit(
            'settings',
            'ignored_assets',
            assets.map((asset) => asset.toUpperCase()),
          )
        }
      />
      <NativeSelect
        className={mark('cost_method')}
        size="xs"
        label={SETTING_LABELS.cost_method}
        description="By which realised profit is shown. The books keep both; no limit reads it."
        value={settings.cost_method}
        data={[
          { value: '', label: 'average cost, by default' },
          { value: 'average', label: 'average cost' },
          { value: 'fifo', label: 'oldest lots first (FIFO)' },
        ]}
        error={problem('settings', 'cost_method')}
        onChange={(event) => edit('settings', 'cost_method', event.currentTarget.value)}
      />
    </fieldset>
  );
}
