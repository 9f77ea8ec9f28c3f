import { Button } from '@mantine/core';
import { IconAlertTriangle, IconShield } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { RiskDocument } from '../../../shared/schema/risk.ts';
import { alarms, limited, matrixGroups, unmeasured } from './matrix-model.ts';
import css from './risk-view.module.css';

export interface MatrixNotesProps {
  risk: RiskDocument;
  /** Opens the limits of an account. */
  onSet: (accountName: string) => void;
}

/** What has to be known before the matrix is read: that nothing is limited, or that figures are missing. */
export function MatrixNotes({ risk, onSet }: MatrixNotesProps) {
  const missing = unmeasured(risk.accounts);
  const measurable = limited(risk.accounts).length;
  if (measurable === 0) {
    const first = matrixGroups(risk.accounts)[0]?.accounts[0]?.account_name;
    return (
      <div className={css.notice} role="note">
        <IconShield size={16} stroke={1.8} aria-hidden />
        <p>
          <b>No limit is set.</b> A limit refuses the order that would pass it, before anything is sent, whoever fires
          it.
        </p>
        {first === undefined ? null : (
          <Button size="xs" onClick={() => onSet(first)}>
            Set limits of {first}
          </Button>
        )}
      </div>
    );
  }
  const { reached, warning, unknown } = alarms(risk.accounts);
  const words = [
    reached > 0 ? `${reached} reached` : '',
    warning > 0 ? `${warning} at 80 % or more` : '',
    unknown > 0 ? `${unknown} not known, so new orders are refused there` : '',
  ].filter((word) => word !== '');
  if (words.length === 0 && missing.length === 0) return null;
  return (
    <div className={css.notice} role="note">
      <IconAlertTriangle size={15} stroke={1.9} aria-hidden className={css.warn} />
      <p>
        {words.length > 0 ? (
          <>
            <b>Limits:</b> {words.join(', ')}.{' '}
          </>
        ) : null}
        {missing.length > 0 ? (
          <>
            {measurable - missing.length} of {measurable} accounts with limits were measured. Not measured:{' '}
            {missing.map((account, index) => (
              <Fragment key={account.account_name}>
                {index === 0 ? '' : ', '}
                <span className="num">{account.account_name}</span> ({account.error?.message})
              </Fragment>
            ))}
            .
          </>
        ) : null}
      </p>
    </div>
  );
}
