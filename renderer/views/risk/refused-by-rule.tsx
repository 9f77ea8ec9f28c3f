import { IconChevronRight, IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { checkWords } from '../../../shared/schema/check-words.ts';
import { ERROR_CODES } from '../../../shared/schema/error-code.ts';
import { api } from '../../state/api.ts';
import { useNow } from '../../state/now.ts';
import { cx } from '../../widgets/class-names.ts';
import { EmptyState } from '../../widgets/empty-state.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Time } from '../../widgets/time.tsx';
import css from './history-panel.module.css';
import { refusalsByRule } from './refusals-model.ts';
import type { RuleRefusals } from './refusals-model.ts';

/** The most that one answer holds. */
const PAGE = 500;
/** Rows of an opened rule. */
const SHOWN = 20;

/** The last 24 hours by rule: how often each refused, in which mode, on which accounts. */
export function RefusedByRule() {
  const nowMs = useNow(30_000);
  const { data, error, refetch } = useQuery(api.signals.list.queryOptions({ source: 'rejected', limit: PAGE }));
  const [open, setOpen] = useState<string | null>(null);
  const rules = refusalsByRule(data?.rows ?? [], nowMs);
  return (
    <section className={css.column} aria-label="Refused by rule">
      <h2 className={css.caps}>Refused before anything was sent, last 24 hours</h2>
      {error && !data ? (
        <ErrorState
          title="The refused signals could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      ) : !data ? (
        <div className={css.bones} aria-busy="true" aria-label="Loading the refused signals">
          {[0, 1, 2, 3].map((row) => (
            <Skeleton key={row} width="100%" height={20} />
          ))}
        </div>
      ) : rules.length === 0 ? (
        <EmptyState icon={IconShieldCheck} title="Nothing was refused">
          Every signal of the last 24 hours passed its checks.
        </EmptyState>
      ) : (
        <>
          <table className={css.table} aria-label="Refusals by rule">
            <thead>
              <tr>
                <th scope="col">Rule</th>
                {(['real', 'testnet', 'paper'] as const).map((kind) => (
                  <th key={kind} scope="col" className={css.right}>
                    {kind.toUpperCase()}
                  </th>
                ))}
                <th scope="col">Accounts</th>
                <th scope="col" className={css.right}>
                  Last, UTC
                </th>
              </tr>
            </thead>
            <tbody>
              {rules.map((rule) => (
                <Rule
                  key={rule.code}
                  rule={rule}
                  open={open === rule.code}
                  onOpen={() => setOpen(open === rule.code ? null : rule.code)}
                />
              ))}
            </tbody>
          </table>
          {data.next_before === null ? null : (
            <p className={css.note}>Of the newest {PAGE} refused signals; there are older ones.</p>
          )}
        </>
      )}
    </section>
  );
}

function Rule({ rule, open, onOpen }: { rule: RuleRefusals; open: boolean; onOpen: () => void }) {
  const { counts } = rule;
  return (
    <>
      <tr>
        <th scope="row">
          <button
            type="button"
            className={cx(css.rule, open && css.open)}
            aria-expanded={open}
            title={ERROR_CODES[rule.code]}
            onClick={onOpen}
          >
            <IconChevronRight size={12} stroke={2} aria-hidden className={css.chevron} />
            <span>{checkWords(rule.code)}</span>
            <code>{rule.code}</code>
          </button>
        </th>
        {(['real', 'testnet', 'paper'] as const).map((kind) => (
          <td key={kind} className={cx('num', css.right, counts[kind] === 0 && css.dim)}>
            {counts[kind]}
          </td>
        ))}
        <td className={css.accounts} title={rule.accounts.join(', ')}>
          {rule.accounts.length === 0 ? <span className={css.dim}>no account</span> : rule.accounts.join(', ')}
        </td>
        <td className={css.right}>
          <Time at={rule.last_at} ms={false} />
        </td>
      </tr>
      {open ? (
        <tr>
          <td colSpan={6} className={css.opened}>
            <ul aria-label={`Refused by ${rule.code}`}>
              {rule.rows.slice(0, SHOWN).map((row) => (
                <li key={row.signal_id} className={css.signal}>
                  <Time at={row.received_at} ms={false} className={css.dim} />
                  <span className="num">{row.account_name ?? 'no account'}</span>
                  {row.mode === null ? null : <ModeBadge mode={row.mode} testnet={row.testnet} dense />}
                  <span>
                    {row.symbol} <SideTag side={row.side} />
                  </span>
                  <span className={css.dim}>{row.strategy_id}</span>
                  <span className={css.why}>{row.error?.message}</span>
                </li>
              ))}
              {rule.rows.length > SHOWN ? (
                <li className={css.note}>and {rule.rows.length - SHOWN} more, in the routing log</li>
              ) : null}
            </ul>
          </td>
        </tr>
      ) : null}
    </>
  );
}
