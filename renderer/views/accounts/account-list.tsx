import { IconPlus } from '@tabler/icons-react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { AccountSummaryDocument } from '../../../shared/schema/equity.ts';
import { useStops, useWorth } from '../../state/queries.ts';
import { stopsHolding } from '../../state/stop-words.ts';
import { cx } from '../../widgets/class-names.ts';
import { moneyFormat } from '../../widgets/format-decimal.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { ModeEdge } from '../../widgets/mode-edge.tsx';
import { Money } from '../../widgets/money.tsx';
import { Panel } from '../../widgets/panel.tsx';
import { ArmedLeft } from '../parts/armed-left.tsx';
import { OwnerTag } from '../parts/owner-tag.tsx';
import { StopMark } from '../parts/stop-mark.tsx';
import css from './accounts.module.css';
import { ConnectionLine } from './connection-line.tsx';
import { isReconciled } from './reconcile-words.ts';

export interface AccountListProps {
  statuses: readonly AccountStatusDocument[];
  selected: string | null;
  onSelect: (name: string) => void;
  onAdd: () => void;
}

/** Every registered account, the broken ones too. */
export function AccountList({ statuses, selected, onSelect, onAdd }: AccountListProps) {
  const worth = useWorth().data?.accounts;
  const worthOf = (name: string): AccountSummaryDocument | null =>
    worth?.find((account) => account.account_name === name) ?? null;
  const broken = statuses.filter(({ account }) => account.error !== null).length;
  return (
    <Panel
      title="Accounts"
      note={broken > 0 ? `${statuses.length}, ${broken} broken` : statuses.length}
      actions={
        <button
          type="button"
          className={css.add}
          aria-label="Add an account"
          aria-pressed={selected === null}
          onClick={onAdd}
        >
          <IconPlus size={14} stroke={2} aria-hidden />
          Add<span className={css.addMore}> an account</span>
        </button>
      }
      scroll
    >
      <ul className={css.list} aria-label="Accounts">
        {statuses.map((status) => (
          <li key={status.account.name}>
            <Item
              status={status}
              worth={worthOf(status.account.name)}
              on={status.account.name === selected}
              onSelect={onSelect}
            />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Item({
  status,
  worth,
  on,
  onSelect,
}: {
  status: AccountStatusDocument;
  worth: AccountSummaryDocument | null;
  on: boolean;
  onSelect: (name: string) => void;
}) {
  const { account, headline } = status;
  const stops = stopsHolding(useStops().data?.stops ?? [], account);
  return (
    <button
      type="button"
      className={cx(css.item, on && css.on, (status.connectivity === 'stale' || worth?.stale) && css.stale)}
      aria-current={on ? 'true' : undefined}
      data-account={account.name}
      onClick={() => onSelect(account.name)}
    >
      <ModeEdge mode={account.mode} testnet={account.testnet} />
      <span className={css.line}>
        <span className={cx('num', css.name)}>{account.name}</span>
        <span className={css.grow} />
        <ModeBadge mode={account.mode} testnet={account.testnet} small />
      </span>
      <span className={css.line}>
        <OwnerTag owner={account.owner} />
        <span className={cx(css.dim, css.exchange)}>{account.exchange ?? 'no exchange'}</span>
        <span className={css.grow} />
        {account.error ? null : worth?.equity ? (
          <Money className={css.headline} value={worth.equity} unit={worth.currency} {...moneyFormat(worth.equity)} />
        ) : (
          <Money
            className={css.headline}
            value={headline?.total}
            unit={headline?.asset}
            {...moneyFormat(headline?.total)}
          />
        )}
      </span>
      <span className={css.line}>
        {account.error ? <span className={css.bad}>{account.error.code}</span> : <ConnectionLine status={status} />}
        <span className={css.grow} />
        <StopMark stops={stops} small />
        {status.armed_until ? <ArmedLeft until={status.armed_until} /> : null}
        {account.error || isReconciled(status.reconcile) ? null : (
          <span className={css.warn}>{status.reconcile.state === 'failed' ? 'not reconciled' : 'comparing'}</span>
        )}
        {status.unknown_orders > 0 ? <span className={css.warn}>{status.unknown_orders} unknown</span> : null}
        {status.open_orders > 0 ? <span className={css.dim}>{status.open_orders} open</span> : null}
      </span>
    </button>
  );
}
