import { Button } from '@mantine/core';
import type { AccountRiskDocument, GaugeDocument } from '../../../shared/schema/risk.ts';
import { useRisk } from '../../state/queries.ts';
import { openView } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { ErrorState } from '../../widgets/error-state.tsx';
import { UNKNOWN, formatDecimal, moneyFormat } from '../../widgets/format-decimal.ts';
import { GaugeBar } from '../../widgets/gauge-bar.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { FlagChips } from '../risk/flag-chips.tsx';
import { STATE_WORDS, gaugeWords, isEach } from '../risk/gauge-words.ts';
import { LIMIT_WORDS } from '../risk/limit-words.ts';
import css from './limits-panel.module.css';
import detail from './account-detail.module.css';

/** How near the account is to its limits, and what its flags allow. Both are changed in Risk. */
export function LimitsPanel({ name }: { name: string }) {
  const { data, error, refetch } = useRisk();
  const risk = data?.accounts.find((account) => account.account_name === name);
  return (
    <Panel
      title="Limits and flags"
      note="warn at 80 %"
      actions={
        <Button size="xs" onClick={() => openView('risk')}>
          Edit in Risk
        </Button>
      }
      className={detail.fixed}
    >
      {risk ? (
        <Risk risk={risk} />
      ) : error ? (
        <ErrorState
          inline
          title="Limits could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : (
        <div className={detail.bones} aria-busy="true" aria-label="Loading limits">
          <Skeleton width="100%" height={14} />
          <Skeleton width="100%" height={14} />
        </div>
      )}
    </Panel>
  );
}

function Risk({ risk }: { risk: AccountRiskDocument }) {
  return (
    <>
      {risk.gauges.length === 0 ? (
        <p className={detail.hint}>
          No limit is set. Orders are held by what the account can pay, and by nothing else.
        </p>
      ) : (
        <ul className={css.gauges} aria-label="Limits">
          {risk.gauges.map((gauge) => (
            <Gauge key={gauge.limit_name} gauge={gauge} />
          ))}
        </ul>
      )}
      <div className={css.flags}>
        <span className={css.caption}>Flags</span>
        <FlagChips flags={risk.flags} />
      </div>
      {risk.hours ? (
        <div className={css.flags}>
          <span className={css.caption}>Hours</span>
          <span className={css.hours}>{risk.hours.open ? 'open now' : 'closed now'}</span>
        </div>
      ) : null}
    </>
  );
}

function Gauge({ gauge }: { gauge: GaugeDocument }) {
  const each = isEach(gauge);
  return (
    <li className={css.gauge} title={gaugeWords(gauge)}>
      <span>{LIMIT_WORDS[gauge.limit_name].short}</span>
      <span className={cx('num', css.figures, css[gauge.state])}>
        {each ? null : <b>{gauge.used === null ? UNKNOWN : formatDecimal(gauge.used, moneyFormatOf(gauge))}</b>}
        {each ? 'each at most ' : ' of '}
        {formatDecimal(gauge.limit)} {gauge.unit}
      </span>
      {each ? null : <GaugeBar percent={gauge.percent} state={gauge.state} />}
      <span className="sr-only">{STATE_WORDS[gauge.state]}</span>
    </li>
  );
}

const moneyFormatOf = ({ unit, used }: GaugeDocument) =>
  unit === 'orders' || unit === 'positions' ? {} : moneyFormat(used);
