import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { cx } from './class-names.ts';
import css from './side-tag.module.css';

export interface SideTagProps {
  side: 'buy' | 'sell' | 'long' | 'short';
  size?: 'sm' | 'lg' | undefined;
  /** What is held and not what is done: LONG or SHORT. */
  held?: boolean | undefined;
}

/** BUY or SELL with its arrow. On spot, a long signal buys and a short one sells what is held. */
export function SideTag({ side, size = 'sm', held = false }: SideTagProps) {
  const buys = side === 'buy' || side === 'long';
  const Arrow = buys ? IconArrowUpRight : IconArrowDownRight;
  return (
    <span className={cx(css.side, buys ? css.buy : css.sell, size === 'lg' && css.lg)}>
      <Arrow size={size === 'lg' ? 17 : 12} stroke={2.4} aria-hidden />
      {held ? (buys ? 'LONG' : 'SHORT') : buys ? 'BUY' : 'SELL'}
    </span>
  );
}
