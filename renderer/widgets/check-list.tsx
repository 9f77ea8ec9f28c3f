import { IconCheck, IconX } from '@tabler/icons-react';
import type { CheckDocument } from '../../shared/schema/decision.ts';
import css from './check-list.module.css';
import { checkWords } from '../../shared/schema/check-words.ts';
import { cx } from './class-names.ts';

export interface CheckListProps {
  checks: readonly CheckDocument[];
  /** In one column with the details in full, for drawers. */
  narrow?: boolean | undefined;
}

/** Every check of a decision with what it saw; failed ones in full. */
export function CheckList({ checks, narrow }: CheckListProps) {
  return (
    <ul className={cx(css.list, narrow && css.narrow)}>
      {checks.map((check) => (
        <li key={`${check.code} ${check.detail}`} className={cx(css.check, !check.ok && css.failed)}>
          {check.ok ? (
            <IconCheck size={13} stroke={2.2} role="img" aria-label="passed" className={css.pass} />
          ) : (
            <IconX size={13} stroke={2.2} role="img" aria-label="failed" />
          )}
          <span title={`${check.code}: ${check.detail}`}>{checkWords(check.code)}</span>
          <span className={css.leader} aria-hidden />
          <span className={css.detail} title={check.detail}>
            {check.detail} {check.ok ? null : <code className={css.code}>{check.code}</code>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** `6 pass, 1 fail` of a list of checks. */
export function CheckCount({ checks }: CheckListProps) {
  const failed = checks.filter((check) => !check.ok).length;
  return (
    <span className={css.count}>
      <span className={css.pass}>{checks.length - failed} pass</span>
      <span className={failed > 0 ? css.bad : css.dim}>{failed} fail</span>
    </span>
  );
}
