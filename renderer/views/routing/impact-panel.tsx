import { Panel } from '../../widgets/panel.tsx';
import { ApplyFooter } from './apply-footer.tsx';
import { BeforeAfter } from './before-after.tsx';
import { ChangeLines } from './change-lines.tsx';
import { ImpactReplay } from './impact-replay.tsx';
import css from './impact.module.css';
import { LastChange } from './last-change.tsx';
import { MapDiff } from './map-diff.tsx';
import { useShownRouting } from './routing-context.ts';
import { WarningList } from './warning-list.tsx';

/** What the draft would do, and the way to apply it. */
export function ImpactPanel() {
  const { changes, warnings, applied } = useShownRouting();
  if (changes.length === 0) return <IdleImpact />;
  return (
    <Panel title="Impact" note="replay of the last 24 h" className={css.panel}>
      <div className={css.body} tabIndex={0} role="group" aria-label="Impact of the draft">
        <ChangeLines changes={changes} />
        <ImpactReplay changes={changes} />
        <WarningList warnings={warnings} />
        <BeforeAfter />
        <MapDiff changes={changes} from={applied.revision} to={applied.revision + 1} />
      </div>
      <ApplyFooter />
    </Panel>
  );
}

function IdleImpact() {
  return (
    <Panel title="Impact" note="no pending change" className={css.panel}>
      <div className={css.body}>
        <p className={css.hint}>
          Drag from a strategy to an account, or drag the end of a line to another one. Nothing changes until you apply:
          first the last 24 hours of signals are replayed here over your draft.
        </p>
        <LastChange />
      </div>
    </Panel>
  );
}
