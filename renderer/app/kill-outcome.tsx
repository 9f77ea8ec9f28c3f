import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import { scopeWords } from '../state/stop-words.ts';
import type { KillRun } from '../state/kill-sender.ts';
import { cx } from '../widgets/class-names.ts';
import { Time } from '../widgets/time.tsx';
import css from './kill-panel.module.css';

/** What is known of a kill that was sent. Nothing is said to be in effect before the engine said so. */
export function KillOutcome({ run }: { run: KillRun }) {
  const { state, stop, error, input } = run;
  const Glyph =
    state === 'failed'
      ? IconCircleX
      : state === 'silent' || error
        ? IconAlertTriangle
        : state === 'in_effect'
          ? IconCircleCheck
          : IconLoader2;
  return (
    <div
      className={cx(css.outcome, state === 'failed' ? css.bad : state === 'silent' || error ? css.warn : undefined)}
      role="group"
      aria-label="What became of it"
    >
      <Glyph size={14} stroke={2} aria-hidden />
      <div>
        {state === 'sending' ? <p>Sending: {scopeWords(input.scope)}.</p> : null}
        {state === 'silent' ? (
          <p>
            <b>No answer yet</b> for {scopeWords(input.scope)}. It may be in effect already; sending it again does no
            harm.
          </p>
        ) : null}
        {state === 'failed' ? (
          <p>
            <b>Not sent:</b> {scopeWords(input.scope)}. {error?.message} <code>{error?.code}</code> Nothing says that it
            is in effect: send it again, or use a terminal.
          </p>
        ) : null}
        {state === 'in_effect' || state === 'closing' ? (
          <p>
            <b>In effect</b> for {scopeWords(input.scope)}
            {stop ? (
              <>
                {' '}
                since <Time at={stop.at} ms={false} />
                {stop.durable ? '' : ', but not written yet: it is lost if the engine ends before it could be'}
              </>
            ) : null}
            .
          </p>
        ) : null}
        {state === 'closing' && input.flatten ? (
          <p>Positions are closed once you confirm it where you are asked.</p>
        ) : null}
        {state !== 'failed' && error ? (
          <p>
            {error.message} <code>{error.code}</code>
          </p>
        ) : null}
      </div>
    </div>
  );
}
