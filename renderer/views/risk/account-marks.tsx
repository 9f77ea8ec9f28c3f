import { IconAlertTriangle, IconClockPause, IconPower } from '@tabler/icons-react';
import type { AccountRiskDocument, StopDocument } from '../../../shared/schema/risk.ts';
import { stopsHolding } from '../../state/stop-words.ts';
import { StopMark } from '../parts/stop-mark.tsx';
import css from './limit-matrix.module.css';

export interface AccountMarksProps {
  account: AccountRiskDocument;
  /** Every stop in effect. */
  stops: readonly StopDocument[];
  /** A draft of it waits to be applied. */
  drafted: boolean;
}

/** What holds an account as a whole, each by a glyph and a word. */
export function AccountMarks({ account, stops, drafted }: AccountMarksProps) {
  return (
    <>
      <StopMark stops={stopsHolding(stops, { name: account.account_name, owner: account.owner })} small />
      {account.flags.enabled === false ? (
        <span className={css.off}>
          <IconPower size={11} stroke={2.2} aria-hidden />
          off
        </span>
      ) : null}
      {account.hours && !account.hours.open ? (
        <span className={css.off} title="Outside of its trading hours">
          <IconClockPause size={11} stroke={2.2} aria-hidden />
          closed
        </span>
      ) : null}
      {account.error ? (
        <span className={css.missing} title={`${account.error.code}: ${account.error.message}`}>
          <IconAlertTriangle size={11} stroke={2.2} aria-hidden />
          not measured
        </span>
      ) : null}
      {drafted ? <span className={css.drafted}>draft</span> : null}
    </>
  );
}
