import type { SignalRowDocument } from '../../../shared/schema/order.ts';
import { useTickDecimals } from '../../state/use-tick-decimals.ts';
import { cx } from '../../widgets/class-names.ts';
import css from './log-columns.module.css';
import { OutcomeMark } from './outcome-mark.tsx';
import { outcomeOf } from './outcome.ts';

/** What became of a signal, on one line; in full in its title. */
export function OutcomeCell({ row }: { row: SignalRowDocument }) {
  const tickDecimals = useTickDecimals(row.order?.exchange, row.order?.symbol);
  const { tone, text } = outcomeOf(row, { tickDecimals });
  return (
    <span className={cx(css.outcome, css[tone])} title={outcomeOf(row).text}>
      <OutcomeMark tone={tone} />
      <span>{text}</span>
    </span>
  );
}
