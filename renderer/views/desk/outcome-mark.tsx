import { IconBan, IconCircleCheck, IconCircleDashed, IconHelpCircle, IconHourglass } from '@tabler/icons-react';
import css from './outcome-mark.module.css';
import type { Tone } from './outcome.ts';

const GLYPHS = {
  good: IconCircleCheck,
  calm: IconCircleDashed,
  waiting: IconHourglass,
  bad: IconBan,
  unknown: IconHelpCircle,
} as const;

/** The glyph before an outcome sentence. */
export function OutcomeMark({ tone, size = 13 }: { tone: Tone; size?: number }) {
  const Glyph = GLYPHS[tone];
  return <Glyph size={size} stroke={2} aria-hidden className={css[tone]} />;
}
