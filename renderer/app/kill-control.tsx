import { IconCircleX } from '@tabler/icons-react';
import { closeKillPanel, openKillPanel, useKill } from '../state/kill.ts';
import { useLink } from '../state/link.ts';
import { useStops } from '../state/queries.ts';
import { cx } from '../widgets/class-names.ts';
import { Keys } from '../widgets/kbd.tsx';
import css from './kill-control.module.css';
import { KillPanel } from './kill-panel.tsx';

/** The kill switch. It stands above every dialog, so that it can always be pressed. */
export function KillControl() {
  const panel = useKill((state) => state.panel);
  const pressedOnce = useKill((state) => state.pressedOnce);
  const stops = useStops().data?.stops ?? [];
  const known = useLink() !== 'disconnected';
  const killed = known && stops.some(({ cause, scope }) => cause === 'kill' && scope.kind === 'global');
  return (
    <div className={css.place}>
      <button
        type="button"
        className={cx(css.kill, killed && css.killed)}
        aria-haspopup="dialog"
        aria-expanded={panel !== null}
        title={killed ? 'Everything is killed. Ctrl Shift K' : 'Kill switch (Ctrl Shift K, twice within 2 s)'}
        onClick={(event) => {
          // The second half of a double click would close what the first has opened.
          if (event.detail > 1) return;
          if (panel) closeKillPanel();
          else openKillPanel();
        }}
      >
        <IconCircleX size={15} stroke={2.2} aria-hidden />
        {killed ? 'KILLED' : 'Kill'}
      </button>
      {pressedOnce && !panel ? (
        <div className={css.again}>
          <Keys keys={['Ctrl', 'Shift', 'K']} /> again kills everything
        </div>
      ) : null}
      {panel ? <KillPanel key={JSON.stringify(panel.scope)} preset={panel.scope} /> : null}
    </div>
  );
}
