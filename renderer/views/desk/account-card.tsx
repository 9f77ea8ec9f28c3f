import type { AccountDocument, AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { AccountSummaryDocument } from '../../../shared/schema/equity.ts';
import type { GaugeDocument } from '../../../shared/schema/risk.ts';
import { memo } from 'react';
import { useLink } from '../../state/link.ts';
import { useStops } from '../../state/queries.ts';
import { stopsHolding } from '../../state/stop-words.ts';
import { openAccount } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { Delta } from '../../widgets/delta.tsx';
import { UNKNOWN, moneyFormat } from '../../widgets/format-decimal.ts';
import { GaugeBar } from '../../widgets/gauge-bar.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { ModeEdge } from '../../widgets/mode-edge.tsx';
import { Money } from '../../widgets/money.tsx';
import { Sparkline } from '../../widgets/sparkline.tsx';
import { StaleMark } from '../../widgets/stale-mark.tsx';
import css from './account-card.module.css';
import { isReconciled } from '../accounts/reconcile-words.ts';
import { repairHint } from '../accounts/repair-hint.ts';
import { ArmedLeft } from '../parts/armed-left.tsx';
import { StopMark } from '../parts/stop-mark.tsx';
import { gaugeWords } from '../risk/gauge-words.ts';
import { ConnectionMark } from './connection-mark.tsx';

export interface AccountCardProps {
  status: AccountStatusDocument;
  /** As last measured; null while nothing is known of it. */
  worth: AccountSummaryDocument | null;
  /** Null where exposure is not limited. */
  exposure: GaugeDocument | null;
}

/** One account: whose it is, what it is worth and made today, whether its venue answers, and what waits there. */
export const AccountCard = memo(function AccountCard({ status, worth, exposure }: AccountCardProps) {
  const { account, connectivity } = status;
  const error = connectivity === 'error' ? status.error : null;
  // One of them stands beside the balance; both at once are rare, and then the open ones go below.
  const waiting =
    status.unknown_orders > 0 ? (
      <span className={css.unknown}>{status.unknown_orders} unknown</span>
    ) : status.open_orders > 0 ? (
      <span className={css.waiting}>{status.open_orders} open</span>
    ) : null;
  const readable = account.error === null && error === null;
  // A silent engine makes every figure old, whatever it said of its venues.
  const stale = useLink() === 'stale' || connectivity === 'stale';
  const stops = stopsHolding(useStops().data?.stops ?? [], account);
  const day = worth?.periods.find(({ period }) => period === 'day');
  const paperTestnet = account.mode === 'paper' && account.testnet;
  return (
    <article
      className={cx(css.card, stale && css.stale, stops.length > 0 && css.stopped)}
      aria-label={`Account ${account.name}`}
    >
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
      {account.error ? (
        <p className={css.error} title={account.error.message}>
          <b className="num">{account.error.code}</b> {missingWords(account) ?? account.error.message}
        </p>
      ) : error ? (
        <p className={css.error} title={`${error.code}: ${error.message}`}>
          <b>Not answering</b> {error.message}
        </p>
      ) : (
        <div className={cx(css.middle, worth?.stale && css.staleWorth)}>
          <div className={css.worth}>
            <Worth status={status} worth={worth} />
            <div className={css.today}>
              {worth ? (
                <>
                  <Delta value={day?.profit} />
                  {day?.percent ? <Delta value={day.percent} unit="%" className={css.percent} /> : null}
                </>
              ) : null}
              {worth?.stale ? <StaleMark since={worth.measured_at} /> : null}
              <span className={css.grow} />
              {waiting}
            </div>
          </div>
          {worth ? (
            <Sparkline
              className={css.spark}
              points={worth.spark}
              change={day?.profit ?? null}
              muted={stale || worth.stale}
            />
          ) : null}
        </div>
      )}
      {exposure ? (
        <div className={css.exposure} title={gaugeWords(exposure)}>
          <span>Exposure</span>
          <GaugeBar percent={exposure.percent} state={exposure.state} />
          <span className="num">{exposure.percent === null ? UNKNOWN : `${Math.floor(exposure.percent)}%`}</span>
        </div>
      ) : null}
      <div className={css.bottom}>
        {/* In the order of what matters: whatever has no room on the line is left out as a whole, from the end. */}
        <span className={css.pieces}>
          {stops.length > 0 ? (
            <StopMark stops={stops} small />
          ) : (
            <span className={css.exchange}>{account.exchange ?? 'no exchange'}</span>
          )}
          {isReconciled(status.reconcile) ? null : (
            <span
              className={css.unknown}
              title={status.reconcile.error?.message ?? 'Trades once it was compared with its exchange'}
            >
              {status.reconcile.state === 'failed' ? 'not reconciled' : 'comparing'}
            </span>
          )}
          {status.armed_until ? <ArmedLeft until={status.armed_until} /> : null}
          {account.owner === 'me' ? null : <span className={css.owner}>for {account.owner}</span>}
          {readable ? null : waiting}
          {/* Beside PAPER it would leave no room for the name. */}
          {paperTestnet ? <ModeBadge mode="real" testnet small /> : null}
          {status.open_orders > 0 && status.unknown_orders > 0 ? <span>{status.open_orders} open</span> : null}
        </span>
        <ConnectionMark status={status} compact={status.armed_until !== null} />
      </div>
    </article>
  );
});

/** The fields that a broken account lacks, without what all of its variables begin with. */
function missingWords(account: AccountDocument): string | null {
  const prefix = `QT_ACCOUNT_${account.name.toUpperCase()}_`;
  const fields = repairHint(account)?.variables.map((variable) => variable.replace(prefix, ''));
  return fields && fields.length > 0 ? fields.join(', ') : null;
}

/** What the account is worth; until it was measured, the balance of its headline asset, which is said. */
function Worth({ status: { headline, balances }, worth }: Pick<AccountCardProps, 'status' | 'worth'>) {
  const measured = worth?.equity ?? null;
  if (measured !== null || balances === null) {
    return (
      <div className={css.line}>
        <Money
          className={css.balance}
          value={measured}
          unit={worth?.currency ?? headline?.asset}
          {...moneyFormat(measured)}
        />
        {measured === null ? <Unmeasured worth={worth} words="not measured yet" /> : null}
      </div>
    );
  }
  return (
    <div className={css.line}>
      <Money className={css.balance} value={headline?.total} unit={headline?.asset} {...moneyFormat(headline?.total)} />
      <Unmeasured worth={worth} words="balance" />
    </div>
  );
}

/** Why it is not what the account is worth stands in the title. */
function Unmeasured({ worth, words }: { worth: AccountSummaryDocument | null; words: string }) {
  const error = worth?.error ?? null;
  return (
    <span
      className={cx(css.others, error && css.unknown)}
      title={error ? `${error.message} (${error.code})` : undefined}
    >
      {words}
    </span>
  );
}
