import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { CheckDocument } from '../../shared/schema/decision.ts';
import css from './check-list.module.css';
import { checkWords } from '../../shared/schema/check-words.ts';
import { inShownOrder, isNear } from './check-order.ts';
import type { ShownCheck } from './check-order.ts';
import { cx } from './class-names.ts';
import { GaugeBar } from './gauge-bar.tsx';

export interface CheckListProps {
  checks: readonly CheckDocument[];
  /** In one column with the details in full, for drawers. */
  narrow?: boolean | undefined;
}

/** Every check of a decision with what it saw, and of limits how much is used; failed ones first and in full. */
export function CheckList({ checks, narrow }: CheckListProps) {
  return (
    <ul className={cx(css.list, narrow && css.narrow)}>
      {inShownOrder(checks).map((shown, index) => (
        <Check key={`${index} ${shown.check.code}`} shown={shown} />
      ))}
    </ul>
  );
}

function Check({ shown }: { shown: ShownCheck }) {
  const { check, gauge, words } = shown;
  const near = isNear(shown);
  return (
    <li className={cx(css.check, !check.ok && css.failed, near && css.near)}>
      {check.ok ? (
        near ? (
          <IconAlertTriangle size={13} stroke={2.2} role="img" aria-label="passed, near the limit" />
        ) : (
          <IconCheck size={13} stroke={2.2} role="img" aria-label="passed" className={css.pass} />
        )
      ) : (
        <IconX size={13} stroke={2.2} role="img" aria-label="failed" />
      )}
      <span title={`${check.code}: ${check.detail}`}>{checkWords(check.code)}</span>
      {gauge ? <GaugeBar percent={gauge.percent} state={gauge.state} className={css.bar} /> : null}
      {gauge && check.ok && !near ? null : <span className={css.leader} aria-hidden />}
      <span className={css.detail} title={check.detail}>
        {words} {check.ok ? null : <code className={css.code}>{check.code}</code>}
      </span>
    </li>
  );
}

/** `6 pass, 1 near a limit, 1 fail` of a list of checks. */
export function CheckCount({ checks }: CheckListProps) {
  const failed = checks.filter((check) => !check.ok).length;
  const near = inShownOrder(checks).filter(isNear).length;
  return (
    <span className={css.count}>
      <span className={css.pass}>{checks.length - failed - near} pass</span>
      {near > 0 ? <span className={css.warn}>{near} near a limit</span> : null}
      <span className={failed > 0 ? css.bad : css.dim}>{failed} fail</span>
    </span>
  );
}
