import { RefusedByRule } from './refused-by-rule.tsx';
import { SafetyHistory } from './safety-history.tsx';
import css from './history-panel.module.css';

/** What the rules refused, and when trading was armed, disarmed, stopped and released. */
export function HistoryPanel() {
  return (
    <div className={css.columns}>
      <RefusedByRule />
      <SafetyHistory />
    </div>
  );
}
