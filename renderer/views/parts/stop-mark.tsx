import { IconAlertOctagon, IconCircleX } from '@tabler/icons-react';
import type { StopDocument } from '../../../shared/schema/risk.ts';
import { scopeWords } from '../../state/stop-words.ts';
import { cx } from '../../widgets/class-names.ts';
import css from './stop-mark.module.css';

export interface StopMarkProps {
  /** Those that hold what the mark stands at; nothing is shown for none. */
  stops: readonly StopDocument[];
  small?: boolean | undefined;
}

/**
 * KILLED, by the operator, or STOPPED, by a rule of the console: word, glyph and fill, and how far it reaches where that is
 * further than the account. Why stands in its title.
 */
export function StopMark({ stops, small }: StopMarkProps) {
  const [first] = stops;
  if (!first) return null;
  const kill = stops.find((stop) => stop.cause === 'kill');
  const { scope } = kill ?? first;
  const Glyph = kill ? IconCircleX : IconAlertOctagon;
  return (
    <span
      className={cx(css.mark, kill ? css.killed : css.stopped, small && css.small)}
      title={stops.map(reasonOf).join('\n')}
    >
      <Glyph size={small ? 10 : 12} stroke={2.4} aria-hidden />
      {kill ? 'KILLED' : 'STOPPED'}
      {small || scope.kind === 'account' ? null : <span className={css.scope}>{scopeWords(scope)}</span>}
    </span>
  );
}

function reasonOf({ cause, scope, code, reason }: StopDocument): string {
  const what = `${scopeWords(scope)} ${cause === 'kill' ? 'killed' : 'stopped by a rule'}`;
  return `${what}: ${reason || 'no reason was given'} (${code})`;
}
