import type { DecisionDocument } from '../../../shared/schema/decision.ts';
import type { GaugeDocument } from '../../../shared/schema/risk.ts';
import { useLink } from '../../state/link.ts';
import { useRisk } from '../../state/queries.ts';
import { cx } from '../../widgets/class-names.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { GaugeBar } from '../../widgets/gauge-bar.tsx';
import { LIMIT_WORDS } from '../risk/limit-words.ts';
import { roomOf } from './room.ts';
import css from './ticket-room.module.css';

/** How much room the limits leave on the account that the draft goes to: the tightest in sight, all of them on demand. */
export function TicketRoom({ decision }: { decision: DecisionDocument | null }) {
  const name = decision?.account_name;
  const account = useRisk().data?.accounts.find((each) => each.account_name === name);
  const stale = useLink() === 'stale';
  const [tightest, ...others] = roomOf(account);
  if (!tightest) return null;
  return (
    <details className={cx(css.room, stale && css.stale)}>
      <summary className={css.head} title={`Room left on ${name}, before this order`}>
        <Gauge gauge={tightest} />
        {others.length > 0 ? <span className={css.more}>+{others.length}</span> : null}
      </summary>
      {others.map((gauge) => (
        <div key={gauge.limit_name} className={css.other}>
          <Gauge gauge={gauge} />
        </div>
      ))}
    </details>
  );
}

function Gauge({ gauge }: { gauge: GaugeDocument }) {
  const { limit_name, state, percent, room, unit, detail } = gauge;
  return (
    <>
      <span className={css.label}>{LIMIT_WORDS[limit_name].short}</span>
      <GaugeBar percent={percent} state={state} className={css.bar} />
      <span className={cx(css.left, css[state])} title={detail}>
        {state === 'reached' ? (
          'reached'
        ) : room === null ? (
          'not known'
        ) : (
          <>
            <span className="num">{formatDecimal(room, { maxDecimals: 2 })}</span> {unit} left
          </>
        )}
      </span>
    </>
  );
}
