import { IconAnchor, IconArrowsShuffle, IconBan, IconGitBranch, IconPin, IconWallet } from '@tabler/icons-react';
import type { AccountSource, ExchangeSource } from '../../shared/schema/decision.ts';
import type { RouteSource } from '../../shared/schema/order.ts';
import { cx } from './class-names.ts';
import css from './source-chip.module.css';

type Word = RouteSource | 'account';

export interface SourceChipProps {
  /** Of a row of the routing log, or of one step of a decision. */
  source: RouteSource | ExchangeSource | AccountSource;
}

const GLYPHS = {
  explicit: IconPin,
  strategy: IconGitBranch,
  default: IconAnchor,
  failover: IconArrowsShuffle,
  rejected: IconBan,
  account: IconWallet,
} as const;

/** The word under which a source is known to the operator. */
export function sourceWord(source: SourceChipProps['source']): Word {
  if (source === 'signal' || source === 'signal.account_name') return 'explicit';
  if (source === 'strategy_policy') return 'strategy';
  return source;
}

/** Glyph of a source, for filters. */
export function SourceGlyph({ source, size = 12 }: SourceChipProps & { size?: number }) {
  const word = sourceWord(source);
  const Glyph = GLYPHS[word];
  return <Glyph size={size} stroke={2.1} aria-hidden className={css[`${word}Ink`]} />;
}

/** What decided: the signal itself, the strategy's map, the default, a failover; or that it was rejected. */
export function SourceChip({ source }: SourceChipProps) {
  const word = sourceWord(source);
  const Glyph = GLYPHS[word];
  return (
    <span className={cx(css.chip, css[word])}>
      <Glyph size={11} stroke={2.1} aria-hidden />
      {word}
    </span>
  );
}
