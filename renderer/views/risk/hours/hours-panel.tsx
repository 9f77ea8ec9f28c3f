import { Button } from '@mantine/core';
import { IconClock } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountRiskDocument, RiskDocument } from '../../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { useNow } from '../../../state/now.ts';
import { cx } from '../../../widgets/class-names.ts';
import { EmptyState } from '../../../widgets/empty-state.tsx';
import { Segmented } from '../../../widgets/segmented.tsx';
import { DAYS, DAY_WORDS } from '../edit/hours-form.ts';
import { matrixGroups } from '../matrix-model.ts';
import { hoursOf } from './hours-model.ts';
import type { StripSpan } from './hours-model.ts';
import { AccountHours, StrategyHours } from './hours-row.tsx';
import css from './hours.module.css';

export interface HoursPanelProps {
  risk: RiskDocument;
  onEdit: (scope: RiskScope) => void;
}

const SPANS = [
  { value: 'day', label: 'Today' },
  { value: 'week', label: 'This week' },
] as const;
const AXIS = {
  day: ['00', '06', '12', '18'],
  week: DAYS.map((day) => DAY_WORDS[day] ?? ''),
} as const;

/** When each account may trade: a strip in the time zone of its own hours, and what changes next in words. */
export function HoursPanel({ risk, onEdit }: HoursPanelProps) {
  const [span, setSpan] = useState<StripSpan>('day');
  const nowMs = useNow();
  // Those that can be closed come first.
  const limited = (account: AccountRiskDocument): number => (hoursOf(risk.policy, account).length > 0 ? 0 : 1);
  const accounts = matrixGroups(risk.accounts)
    .flatMap((group) => group.accounts)
    .sort((a, b) => limited(a) - limited(b));
  const strategies = Object.entries(risk.policy.strategies).filter(([, flags]) => flags.trading_hours);
  const anySet = strategies.length > 0 || accounts.some((account) => hoursOf(risk.policy, account).length > 0);
  if (!anySet) {
    return (
      <EmptyState
        icon={IconClock}
        title="No trading hours are set"
        action={<Button onClick={() => onEdit({ kind: 'global' })}>Set hours for all accounts</Button>}
      >
        Outside of its trading hours an account takes no new signal. Without any, everything is open at all times.
      </EmptyState>
    );
  }
  return (
    <div className={css.panel}>
      <div className={css.bar}>
        <Segmented label="Span of the strips" value={span} onChange={setSpan} options={SPANS} />
        <span className={css.legend}>
          <i className={cx(css.swatch, css.open)} aria-hidden /> open
          <i className={css.swatch} aria-hidden /> closed
          <i className={css.nowSwatch} aria-hidden /> now
        </span>
      </div>
      <div className={css.scroll} tabIndex={0} role="group" aria-label="Trading hours">
        <table className={css.table} aria-label="Trading hours of the accounts">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Time zone</th>
              <th scope="col" className={css.axisCell}>
                <span className={css.axis}>
                  {AXIS[span].map((label) => (
                    <span key={label}>{label}</span>
                  ))}
                </span>
              </th>
              <th scope="col">Now</th>
              <th scope="col">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <AccountHours
                key={account.account_name}
                account={account}
                policy={risk.policy}
                nowMs={nowMs}
                span={span}
                onEdit={onEdit}
              />
            ))}
            {strategies.map(([name, flags]) => (
              <StrategyHours
                key={name}
                name={name}
                hours={flags.trading_hours}
                nowMs={nowMs}
                span={span}
                onEdit={onEdit}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
