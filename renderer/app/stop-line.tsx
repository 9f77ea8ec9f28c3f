import { Button } from '@mantine/core';
import { IconAlertOctagon, IconChevronRight, IconCircleX } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { StopDocument } from '../../shared/schema/risk.ts';
import { openRelease } from '../state/kill.ts';
import { byWords, isFailing, scopeWords, workWords } from '../state/stop-words.ts';
import { cx } from '../widgets/class-names.ts';
import { StaleMark } from '../widgets/stale-mark.tsx';
import { Age, Time } from '../widgets/time.tsx';
import css from './stop-band.module.css';
import { StopWork } from './stop-work.tsx';

interface StopLineProps {
  stop: StopDocument;
  /** The engine is silent: what is said here may be old. */
  stale: boolean;
}

/** One stop: how far it reaches, why, since when, by whom, how far its work has come, and the way to release it. */
export function StopLine({ stop, stale }: StopLineProps) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const { cause, scope, code, reason, at, by, durable, work } = stop;
  const killed = cause === 'kill';
  const Glyph = killed ? IconCircleX : IconAlertOctagon;
  const words = workWords(stop);
  return (
    <li className={cx(css.stop, killed ? css.killed : css.automatic)}>
      <div className={css.line}>
        <Glyph size={16} stroke={2.2} aria-hidden className={css.glyph} />
        <b className={css.word}>{killed ? 'KILLED' : 'STOPPED BY A RULE'}</b>
        <b className={css.scope}>{scopeWords(scope)}</b>
        <span className={css.reason} title={reason}>
          {reason || (killed ? 'no reason was given' : code)}
          {killed ? null : <code>{code}</code>}
        </span>
        <span className={css.since}>
          since <Time at={at} ms={false} /> (<Age at={at} />) by {byWords(by)}
        </span>
        {durable ? null : (
          <b className={css.fragile} title="It holds, but is lost if the engine ends before it could be written">
            not written yet
          </b>
        )}
        {stale ? <StaleMark since={null} /> : null}
        <span className={css.grow} />
        {words ? (
          <button
            type="button"
            className={cx(css.work, work.some(isFailing) && css.failing)}
            aria-expanded={open}
            aria-controls={detailsId}
            disabled={work.length === 0}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight size={12} stroke={2.2} aria-hidden className={css.chevron} />
            {words}
          </button>
        ) : null}
        <Button size="xs" aria-label={`Release ${scopeWords(scope)}`} onClick={() => openRelease(scope)}>
          Release…
        </Button>
      </div>
      {open && work.length > 0 ? (
        <div id={detailsId}>
          <StopWork work={work} flatten={stop.flatten} />
        </div>
      ) : null}
    </li>
  );
}
