import { IconLockOpen } from '@tabler/icons-react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import { memo } from 'react';
import { useLink } from '../../state/link.ts';
import { useNow } from '../../state/now.ts';
import { openAccount } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { formatCountdown } from '../../widgets/format-time.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { ModeEdge } from '../../widgets/mode-edge.tsx';
import { Money } from '../../widgets/money.tsx';
import css from './account-card.module.css';
import { ConnectionMark } from './connection-mark.tsx';

/** One account: whose it is, what it holds, whether its venue answers, and what waits there. */
export const AccountCard = memo(function AccountCard({ status }: { status: AccountStatusDocument }) {
  const { account, headline, balances, connectivity } = status;
  const error = account.error ?? (connectivity === 'error' ? status.error : null);
  const others = (balances ?? []).filter((each) => each.asset !== headline?.asset && /[1-9]/.test(each.total)).length;
  // A silent engine makes every figure old, whatever it said of its venues.
  const stale = useLink() === 'stale' || connectivity === 'stale';
  const paperTestnet = account.mode === 'paper' && account.testnet;
  return (
    <article className={cx(css.card, stale && css.stale)} aria-label={`Account ${account.name}`}>
      <ModeEdge mode={account.mode} testnet={account.testnet} />
      <div className={css.top}>
        <button
          type="button"
          className={css.name}
          title={`${account.name}: open`}
          onClick={() => openAccount(account.name)}
        >
          {account.name}
        </button>
        <span className={css.grow} />
        <ModeBadge mode={account.mode} testnet={account.testnet && !paperTestnet} small />
      </div>
      {error ? (
        <p className={css.error} title={`${error.code}: ${error.message}`}>
          <b>{account.error ? 'Not usable' : 'Not answering'}</b> {error.message}
        </p>
      ) : (
        <div className={css.middle}>
          <Money
            className={css.balance}
            value={headline?.total}
            unit={headline?.asset}
            decimals={2}
            maxDecimals={headlineCut(headline?.total)}
          />
          {others > 0 ? <span className={css.others}>+ {others === 1 ? '1 asset' : `${others} assets`}</span> : null}
          {balances === null ? <span className={css.others}>balance not read yet</span> : null}
        </div>
      )}
      <div className={css.bottom}>
        <span className={css.exchange}>{account.exchange ?? 'no exchange'}</span>
        {account.owner === 'me' ? null : <span className={css.owner}>for {account.owner}</span>}
        {/* Beside PAPER it would leave no room for the name. */}
        {paperTestnet ? <ModeBadge mode="real" testnet small /> : null}
        {status.open_orders > 0 ? <span>{status.open_orders} open</span> : null}
        {status.unknown_orders > 0 ? <span className={css.unknown}>{status.unknown_orders} unknown</span> : null}
        {status.armed_until ? <ArmedLeft until={status.armed_until} /> : null}
        <span className={css.grow} />
        <ConnectionMark status={status} />
      </div>
    </article>
  );
});

function ArmedLeft({ until }: { until: string }) {
  const now = useNow();
  return (
    <span className={css.armed} title="Real trading is armed">
      <IconLockOpen size={11} stroke={2.2} aria-hidden />
      <span className="sr-only">armed, </span>
      <span className="num">{formatCountdown(Date.parse(until) - now)}</span>
    </span>
  );
}

/** The strip shows figures of one or more to two decimals; the exact one stands in the title and in the account's own view. */
function headlineCut(total: string | undefined): number | undefined {
  return total !== undefined && /^-?0*[1-9]/.test(total) ? 2 : undefined;
}
