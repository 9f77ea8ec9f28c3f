import { IconAlertTriangle, IconBan } from '@tabler/icons-react';
import type { LimitName } from '../../../shared/schema/limits.ts';
import type { AccountRiskDocument } from '../../../shared/schema/risk.ts';
import { cx } from '../../widgets/class-names.ts';
import { UNKNOWN } from '../../widgets/format-decimal.ts';
import { GaugeBar } from '../../widgets/gauge-bar.tsx';
import { limitCell } from './gauge-words.ts';
import css from './limit-matrix.module.css';
import { LIMIT_WORDS } from './limit-words.ts';

export interface MatrixCellProps {
  account: AccountRiskDocument;
  limit: LimitName;
  attributes: { 'data-cell': string; tabIndex: number };
  onOpen: (accountName: string, limit: LimitName | null) => void;
}

const MARKS = { ok: null, warning: IconAlertTriangle, reached: IconBan, unknown: null } as const;

/** How near one limit of an account is; a dash where there is none. It opens the limit. */
export function MatrixCell({ account, limit, attributes, onOpen }: MatrixCellProps) {
  const cell = limitCell(account, limit);
  const open = (): void => onOpen(account.account_name, limit);
  if (cell === null) {
    return (
      <button type="button" {...attributes} className={cx(css.cell, css.unset)} title="No limit" onClick={open}>
        <span className="sr-only">
          {LIMIT_WORDS[limit].short} of {account.account_name}: no limit
        </span>
        <span aria-hidden>{UNKNOWN}</span>
      </button>
    );
  }
  const Mark = MARKS[cell.state];
  return (
    <button type="button" {...attributes} className={cx(css.cell, css[cell.state])} title={cell.words} onClick={open}>
      <span className="sr-only">{cell.words}</span>
      <span aria-hidden className={cx('num', css.figures)}>
        {Mark ? <Mark size={11} stroke={2.2} aria-hidden /> : null}
        {cell.figures}
        {cell.unit ? <small>{cell.unit}</small> : null}
      </span>
      <span aria-hidden className={css.under}>
        {cell.each ? null : (
          <span className={css.bar}>
            <GaugeBar percent={cell.percent} state={cell.state} />
          </span>
        )}
        <span className={css.note}>{cell.note}</span>
      </span>
    </button>
  );
}
