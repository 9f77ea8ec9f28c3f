import { MATRIX_LIMITS } from '../matrix-model.ts';
import type { LimitName } from '../../../../shared/schema/limits.ts';
import type { AccountRiskDocument, GaugeDocument } from '../../../../shared/schema/risk.ts';
import { cx } from '../../../widgets/class-names.ts';
import { formatDecimal } from '../../../widgets/format-decimal.ts';
import { GaugeBar } from '../../../widgets/gauge-bar.tsx';
import impact from '../../routing/impact.module.css';
import { STATE_WORDS, isEach } from '../gauge-words.ts';
import { LIMIT_WORDS } from '../limit-words.ts';
import css from './risk-drawer.module.css';

/** Every limit that is set, with its exact figures as last measured. */
export function GaugesNow({ account }: { account: AccountRiskDocument }) {
  const gauges = MATRIX_LIMITS.flatMap((name) => account.gauges.filter((gauge) => gauge.limit_name === name));
  return (
    <div>
      <h3 className={impact.caps}>Now</h3>
      {account.error ? (
        <p className={css.problem}>
          {account.error.message} <code>{account.error.code}</code>
        </p>
      ) : null}
      {gauges.length === 0 ? (
        <p className={impact.hint}>
          {Object.keys(account.limits).length === 0 ? 'No limit is set.' : 'Nothing was measured yet.'}
        </p>
      ) : (
        <ul className={css.gauges}>
          {gauges.map((gauge) => (
            <Gauge key={gauge.limit_name} gauge={gauge} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** Of these the engine tells more than the figures: which symbol it is, what the account is set to. */
const TELLS_MORE = new Set<LimitName>(['max_position_size', 'max_leverage']);

function Gauge({ gauge }: { gauge: GaugeDocument }) {
  const { limit_name: name, used, limit, unit, usd, state, percent, detail } = gauge;
  return (
    <li className={cx(css.gauge, css[state])} title={detail}>
      <p className={css.gaugeHead}>
        <span>{LIMIT_WORDS[name].short}</span>
        <span className="num">
          {used === null || isEach(gauge) ? null : `${formatDecimal(used)} of `}
          {formatDecimal(limit)} <small>{unit}</small>
        </span>
      </p>
      {isEach(gauge) ? (
        <p className={css.help}>held against each order</p>
      ) : (
        <p className={css.gaugeBar}>
          <GaugeBar percent={percent} state={state} />
          <span className={css.state}>{STATE_WORDS[state]}</span>
        </p>
      )}
      {usd && unit !== 'USD' ? (
        <p className={css.help}>
          {formatDecimal(usd.used, { maxDecimals: 2 })} of {formatDecimal(usd.limit, { maxDecimals: 2 })} USD
        </p>
      ) : null}
      {state === 'unknown' || TELLS_MORE.has(name) ? <p className={css.help}>{detail}</p> : null}
    </li>
  );
}
