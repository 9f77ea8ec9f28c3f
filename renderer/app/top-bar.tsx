import { openSpotlight } from '@mantine/spotlight';
import { IconMoon, IconSearch, IconSun } from '@tabler/icons-react';
import { toggleTheme } from '../state/preferences.ts';
import { IconButton } from '../widgets/icon-button.tsx';
import { Keys } from '../widgets/kbd.tsx';
import { useShownTheme } from './appearance.ts';
import { ArmControl } from './arm-control.tsx';
import { KillControl } from './kill-control.tsx';
import css from './top-bar.module.css';
import { VenueHealth } from './venue-health.tsx';
import { WorthBar } from './worth-bar.tsx';

/** Always in sight: what is real, the palette, the venues, whether real orders can leave, and the kill switch. */
export function TopBar() {
  const shown = useShownTheme();
  return (
    <header className={css.bar}>
      <WorthBar />
      <button type="button" className={css.search} onClick={openSpotlight}>
        <IconSearch size={14} stroke={1.8} aria-hidden />
        <span className={css.words}>Search or run</span>
        <Keys keys={['Ctrl', 'K']} />
      </button>
      <span className={css.grow} />
      <VenueHealth />
      <IconButton
        icon={shown === 'dark' ? IconSun : IconMoon}
        label={shown === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
        onClick={() => toggleTheme(shown)}
      />
      <ArmControl />
      <KillControl />
    </header>
  );
}
