import {
  IconArrowUpRight,
  IconBan,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconHelpCircle,
  IconHourglassOff,
  IconMinus,
  IconNotebook,
  IconProgress,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { OrderStatus } from '../../shared/schema/order.ts';
import { cx } from './class-names.ts';
import css from './order-status-chip.module.css';

export interface OrderStatusChipProps {
  status: OrderStatus;
  /** Shows "Cancel sent" while the order is not final. */
  cancelRequested?: boolean | undefined;
  /** Without the field behind it, for rows of a table. */
  bare?: boolean | undefined;
}

interface Look {
  word: string;
  Glyph: Icon;
  tone: string | undefined;
}

const LOOKS: Record<OrderStatus, Look> = {
  journaled: { word: 'Journaled', Glyph: IconNotebook, tone: css.calm },
  sent: { word: 'Sent', Glyph: IconArrowUpRight, tone: css.calm },
  open: { word: 'Open', Glyph: IconCircleDashed, tone: css.open },
  partially_filled: { word: 'Partial', Glyph: IconProgress, tone: css.partial },
  filled: { word: 'Filled', Glyph: IconCircleCheck, tone: css.filled },
  canceled: { word: 'Cancelled', Glyph: IconMinus, tone: css.dim },
  rejected: { word: 'Rejected', Glyph: IconBan, tone: css.bad },
  expired: { word: 'Expired', Glyph: IconHourglassOff, tone: css.dim },
  unknown: { word: 'Unknown outcome', Glyph: IconHelpCircle, tone: css.unknown },
  not_placed: { word: 'Not placed', Glyph: IconBan, tone: css.bad },
};
const CANCEL_SENT: Look = { word: 'Cancel sent', Glyph: IconClock, tone: css.calm };

/** The word for a status, as the chip says it. */
export function statusWord(status: OrderStatus): string {
  return LOOKS[status].word;
}

/** Status of an order: glyph and word, never a colour alone. */
export function OrderStatusChip({ status, cancelRequested, bare }: OrderStatusChipProps) {
  const cancelling = cancelRequested && ['journaled', 'sent', 'open', 'partially_filled'].includes(status);
  const { word, Glyph, tone } = cancelling ? CANCEL_SENT : LOOKS[status];
  return (
    <span className={cx(css.chip, tone, bare && css.bare)}>
      <Glyph size={13} stroke={2} aria-hidden />
      {word}
    </span>
  );
}
