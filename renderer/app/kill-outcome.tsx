import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconLoader2 } from '@tabler/icons-react';
import type { KillRun } from '../state/kill-sender.ts';
import { useStops } from '../state/queries.ts';
import { killSince, scopeWords } from '../state/stop-words.ts';
import { cx } from '../widgets/class-names.ts';
import { Time } from '../widgets/time.tsx';
import css from './kill-panel.module.css';

/** What is known of a kill that was sent. Nothing is said to be in effect before the engine said so. */
export function KillOutcome({ run }: { run: KillRun }) {
  const { error, input, sentAtMs } = run;
  const stops = useStops().data?.stops ?? [];
  const stop = run.stop ?? killSince(stops, input.scope, sentAtMs);
  // The engine's events may tell of it before its answer does.
  const state = (run.state === 'sending' || run.state === 'silent') && stop ? 'closing' : run.state;
  const what = scopeWords(input.scope);
  const { Glyph, tone } = lookOf(state, error !== null);
  return (
    <div className={cx(css.outcome, tone)} role="group" aria-label="What became of it">
      <Glyph size={14} stroke={2} aria-hidden />
      <div>
        {state === 'sending' ? <p>Sending: {what}.</p> : null}
        {state === 'silent' ? (
          <p>
            <b>No answer yet</b> for {what}. It may be in effect already; sending it again does no harm.
          </p>
        ) : null}
        {state === 'failed' ? (
          <p>
            <b>Not sent:</b> {what}. {error?.message} <code>{error?.code}</code> Nothing says that it is in effect: send
            it again, or use a terminal.
          </p>
        ) : null}
        {state === 'in_effect' || state === 'closing' ? (
          <p>
            <b>In effect</b> for {what}
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
        {state === 'in_effect' && error ? (
          <p>
            {input.flatten ? 'Positions are not closed: ' : ''}
            {error.message} <code>{error.code}</code>
          </p>
        ) : null}
      </div>
    </div>
  );
}

function lookOf(state: KillRun['state'], wanting: boolean) {
  if (state === 'failed') return { Glyph: IconCircleX, tone: css.bad };
  if (state === 'silent' || wanting) return { Glyph: IconAlertTriangle, tone: css.warn };
  return { Glyph: state === 'sending' ? IconLoader2 : IconCircleCheck, tone: undefined };
}
