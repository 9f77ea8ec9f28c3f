import type { LimitName } from '../../../shared/schema/limits.ts';
import type { AccountRiskDocument, StopDocument } from '../../../shared/schema/risk.ts';
import { cx } from '../../widgets/class-names.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import css from './limit-matrix.module.css';
import { LIMIT_WORDS } from './limit-words.ts';
import { MATRIX_LIMITS, matrixGroups } from './matrix-model.ts';
import { MatrixRow } from './matrix-row.tsx';
import { useCellKeys } from './use-cell-keys.ts';

export interface LimitMatrixProps {
  accounts: readonly AccountRiskDocument[];
  /** Every stop in effect. */
  stops: readonly StopDocument[];
  /** Accounts with a draft that is not applied. */
  drafted: ReadonlySet<string>;
  /** Figures may be older than they should be. */
  stale: boolean;
  /** Opens the limits of an account, at one of them. */
  onOpen: (accountName: string, limit: LimitName | null) => void;
}

const GROUP_WORDS = { real: 'real money', testnet: 'play money of a test network', paper: 'simulated', unknown: '' };

/** Accounts against limits: each cell how near one of them is. Arrow keys move, Enter opens the account's limits there. */
export function LimitMatrix({ accounts, stops, drafted, stale, onOpen }: LimitMatrixProps) {
  const groups = matrixGroups(accounts);
  const order = groups.flatMap((group) => group.accounts);
  const keys = useCellKeys(order.length, MATRIX_LIMITS.length + 1);
  return (
    <div className={cx(css.scroll, stale && css.stale)}>
      <table
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- arrow keys move between its cells
        role="grid"
        aria-label="Accounts and limits"
        aria-rowcount={accounts.length + groups.length + 1}
        className={css.table}
        onKeyDown={keys.onKeyDown}
        onFocus={keys.onFocus}
      >
        <thead>
          <tr>
            <th scope="col" className={css.account}>
              Account
            </th>
            <th scope="col" className={css.right}>
              Exposure now
            </th>
            <th scope="col" className={css.right}>
              Day’s profit
            </th>
            {MATRIX_LIMITS.map((name) => (
              <th key={name} scope="col" title={`${LIMIT_WORDS[name].label}. ${LIMIT_WORDS[name].help}`}>
                {LIMIT_WORDS[name].short}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group.kind}>
            <tr className={css.group}>
              <th scope="rowgroup" colSpan={MATRIX_LIMITS.length + 3}>
                <span className={css.groupHead}>
                  <ModeBadge
                    mode={group.kind === 'testnet' ? 'real' : group.kind}
                    testnet={group.kind === 'testnet'}
                    small
                  />
                  {GROUP_WORDS[group.kind]}, {group.accounts.length}{' '}
                  {group.accounts.length === 1 ? 'account' : 'accounts'}
                </span>
              </th>
            </tr>
            {group.accounts.map((account) => {
              const row = order.indexOf(account);
              return (
                <MatrixRow
                  key={account.account_name}
                  account={account}
                  stops={stops}
                  drafted={drafted.has(account.account_name)}
                  row={row}
                  tabColumn={row === keys.at.row ? keys.at.column : -1}
                  onOpen={onOpen}
                />
              );
            })}
          </tbody>
        ))}
      </table>
    </div>
  );
}
