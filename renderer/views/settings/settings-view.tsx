import { Switch } from '@mantine/core';
import { DENSITIES, THEMES, usePreferences } from '../../state/preferences.ts';
import { useSystem } from '../../state/queries.ts';
import { UNKNOWN } from '../../widgets/format-decimal.ts';
import { formatDateTime } from '../../widgets/format-time.ts';
import { Panel } from '../../widgets/panel.tsx';
import { Segmented } from '../../widgets/segmented.tsx';
import { SafekeepingPanel } from './safekeeping-panel.tsx';
import css from './settings-view.module.css';

const word = (value: string): string => value.charAt(0).toUpperCase() + value.slice(1);

/** How this window looks, and which engine it shows. */
export default function SettingsView() {
  const { theme, density, singleKeys } = usePreferences();
  const system = useSystem().data;
  return (
    <div className={css.page}>
      <Panel title="Appearance" note="kept in this browser profile">
        <div className={css.rows}>
          <div className={css.row}>
            <span>Theme</span>
            <Segmented
              label="Theme"
              value={theme}
              onChange={(value) => usePreferences.setState({ theme: value })}
              options={THEMES.map((value) => ({ value, label: word(value) }))}
            />
          </div>
          <div className={css.row}>
            <span>Density</span>
            <Segmented
              label="Density"
              value={density}
              onChange={(value) => usePreferences.setState({ density: value })}
              options={DENSITIES.map((value) => ({ value, label: word(value) }))}
            />
          </div>
          <div className={css.row}>
            <label htmlFor="single-keys">Shortcuts of a single key</label>
            <Switch
              id="single-keys"
              checked={singleKeys}
              onChange={(event) => usePreferences.setState({ singleKeys: event.currentTarget.checked })}
            />
          </div>
        </div>
      </Panel>
      <Panel title="Engine">
        <dl className={css.facts}>
          <dt>Version</dt>
          <dd className="num">{system?.version ?? UNKNOWN}</dd>
          <dt>Process</dt>
          <dd className="num">{system?.pid ?? UNKNOWN}</dd>
          <dt>Running since, UTC</dt>
          <dd className="num">{system ? formatDateTime(Date.parse(system.started_at)) : UNKNOWN}</dd>
          <dt>Data directory</dt>
          <dd className="num">{system?.data_dir ?? UNKNOWN}</dd>
          <dt>Default exchange</dt>
          <dd className="num">{system?.default_exchange ?? UNKNOWN}</dd>
          <dt>Signal intake</dt>
          <dd className="num">{system ? (system.signal_intake?.url ?? 'off') : UNKNOWN}</dd>
        </dl>
      </Panel>
      <SafekeepingPanel />
    </div>
  );
}
