import { IconBan, IconFilter, IconHandStop } from '@tabler/icons-react';
import type { Flags } from '../../../shared/schema/flags.ts';
import { cx } from '../../widgets/class-names.ts';
import css from './flags-panel.module.css';
import { flagWords } from './flag-words.ts';

const GLYPHS = { off: IconBan, narrow: IconFilter, ask: IconHandStop } as const;

/** The flags that are set, one chip each: what passes no more, what passes in part, and what a person is asked about. */
export function FlagChips({ flags }: { flags: Flags }) {
  const words = flagWords(flags);
  if (words.length === 0) return <span className={css.none}>no restriction</span>;
  return (
    <ul className={css.chips}>
      {words.map((flag) => {
        const Glyph = GLYPHS[flag.tone];
        return (
          <li key={flag.name} className={cx(css.chip, css[flag.tone])} title={flag.title}>
            <Glyph size={11} stroke={2} aria-hidden />
            {flag.text}
          </li>
        );
      })}
    </ul>
  );
}
