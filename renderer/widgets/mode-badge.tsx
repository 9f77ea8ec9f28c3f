import { IconBoltFilled, IconFile, IconFlask2, IconQuestionMark } from '@tabler/icons-react';
import { cx } from './class-names.ts';
import css from './mode-badge.module.css';
import { modeKind } from './mode.ts';
import type { ModeKind } from './mode.ts';

export interface ModeBadgeProps {
  /** A `Mode`; anything else is shown as unknown. */
  mode: string | null | undefined;
  testnet?: boolean | undefined;
  /** For rows of a table: smaller, and REAL in its lower voice. */
  dense?: boolean | undefined;
  /** Smaller, but at full voice. For cards. */
  small?: boolean | undefined;
}

const KINDS = {
  paper: { word: 'PAPER', Glyph: IconFile, title: 'Simulated: no order leaves this machine' },
  testnet: { word: 'TESTNET', Glyph: IconFlask2, title: 'The exchange’s test network: play money' },
  real: { word: 'REAL', Glyph: IconBoltFilled, title: 'Real money' },
  unknown: { word: 'MODE ?', Glyph: IconQuestionMark, title: 'The mode is not known' },
} as const;

/** The mode of an account by word, glyph, shape, fill and colour. Paper on a testnet shows both. */
export function ModeBadge({ mode, testnet = false, dense, small }: ModeBadgeProps) {
  const kind = modeKind(mode, testnet);
  const kinds: ModeKind[] = kind === 'paper' && testnet ? ['paper', 'testnet'] : [kind];
  return (
    <span className={css.group}>
      {kinds.map((each) => {
        const { word, Glyph, title } = KINDS[each];
        return (
          <span
            key={each}
            title={title}
            className={cx(css.badge, css[each], (dense || small) && css.small, dense && css.quiet)}
          >
            <Glyph size={dense || small ? 10 : 11} stroke={2.2} aria-hidden />
            {word}
          </span>
        );
      })}
    </span>
  );
}
