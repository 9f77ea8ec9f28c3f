import { Button } from '@mantine/core';
import { IconClock, IconClockPause } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { areAllOpen, nextChangeMs } from '../../../../shared/risk/trading-hours.ts';
import type { TradingHours } from '../../../../shared/schema/flags.ts';
import type { AccountRiskDocument } from '../../../../shared/schema/risk.ts';
import type { RiskPolicy, RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { cx } from '../../../widgets/class-names.ts';
import { ModeBadge } from '../../../widgets/mode-badge.tsx';
import { hoursOf, nextChangeWords } from './hours-model.ts';
import type { StripSpan } from './hours-model.ts';
import { HoursStrip } from './hours-strip.tsx';
import css from './hours.module.css';

interface RowProps {
  nowMs: number;
  span: StripSpan;
  onEdit: (scope: RiskScope) => void;
}

/** The hours of an account, of all its levels together; what they come to now is the engine's word. */
export function AccountHours({
  account,
  policy,
  ...row
}: RowProps & { account: AccountRiskDocument; policy: RiskPolicy }) {
  const hours = useMemo(() => hoursOf(policy, account), [policy, account]);
  return (
    <HoursRow
      {...row}
      scope={{ kind: 'account', name: account.account_name }}
      name={account.account_name}
      badge={<ModeBadge mode={account.mode} testnet={account.testnet} dense />}
      hours={hours}
      state={account.hours}
    />
  );
}

/** The hours of a strategy, which hold its signals on whatever account. */
export function StrategyHours({ name, hours, ...row }: RowProps & { name: string; hours: TradingHours | undefined }) {
  const all = useMemo(() => (hours ? [hours] : []), [hours]);
  const nextMs = nextChangeMs(all, row.nowMs);
  const state = {
    open: areAllOpen(all, row.nowMs),
    next_change_at: nextMs === null ? null : new Date(nextMs).toISOString(),
  };
  return (
    <HoursRow
      {...row}
      scope={{ kind: 'strategy', name }}
      name={name}
      badge={<span className={css.dim}>strategy</span>}
      hours={all}
      state={state}
    />
  );
}

interface HoursRowProps extends RowProps {
  scope: RiskScope;
  name: string;
  badge: ReactNode;
  hours: readonly TradingHours[];
  state: AccountRiskDocument['hours'];
}

function HoursRow({ scope, name, badge, hours, state, nowMs, span, onEdit }: HoursRowProps) {
  const zone = hours[0]?.time_zone;
  const words = state && zone ? nextChangeWords(state, zone, nowMs) : null;
  const Glyph = state?.open === false ? IconClockPause : IconClock;
  return (
    <tr>
      <th scope="row">
        <span className={css.name}>
          <span className="num">{name}</span>
          {badge}
        </span>
      </th>
      <td className={css.dim}>{zone ?? ''}</td>
      <td className={css.stripCell}>
        {zone ? (
          <HoursStrip hours={hours} timeZone={zone} nowMs={nowMs} span={span} />
        ) : (
          <span className={css.dim}>at any time</span>
        )}
      </td>
      <td>
        {words ? (
          <span className={cx(css.words, state?.open === false && css.closed)}>
            <Glyph size={13} stroke={1.9} aria-hidden />
            <b>{words.state}</b>
            <span className="tabular">{words.next}</span>
          </span>
        ) : zone ? (
          <span className={css.dim}>not told yet</span>
        ) : null}
      </td>
      <td className={css.action}>
        <Button size="xs" variant="subtle" aria-label={`Edit the hours of ${name}`} onClick={() => onEdit(scope)}>
          Edit
        </Button>
      </td>
    </tr>
  );
}
