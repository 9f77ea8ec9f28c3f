import { useMemo } from 'react';
import type { TradingHours } from '../../../../shared/schema/flags.ts';
import { cx } from '../../../widgets/class-names.ts';
import { stripOf, stripWords } from './hours-model.ts';
import type { StripSpan } from './hours-model.ts';
import css from './hours.module.css';

export interface HoursStripProps {
  /** Open only where all of them are. */
  hours: readonly TradingHours[];
  timeZone: string;
  nowMs: number;
  span: StripSpan;
}

const MINUTE_MS = 60_000;

/** A day or a week as a strip: filled where it is open, with a line at now. */
export function HoursStrip({ hours, timeZone, nowMs, span }: HoursStripProps) {
  // A minute is what the eye can see of a day, so the strip is worked out once a minute.
  const minute = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const strip = useMemo(() => stripOf(hours, timeZone, minute, span), [hours, timeZone, minute, span]);
  const now = (nowMs - strip.fromMs) / (strip.toMs - strip.fromMs);
  const words = stripWords(strip);
  return (
    <span role="img" aria-label={words} title={words} className={css.strip}>
      {strip.parts.map((part) => (
        <span
          key={part.from}
          className={cx(css.part, part.open && css.open)}
          style={{ left: `${part.from * 100}%`, width: `${(part.to - part.from) * 100}%` }}
        />
      ))}
      {strip.ticks.map((tick) => (
        <span key={tick} className={css.tick} style={{ left: `${tick * 100}%` }} />
      ))}
      <span className={css.now} style={{ left: `${now * 100}%` }} />
    </span>
  );
}
