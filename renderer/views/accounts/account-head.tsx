import { Button } from '@mantine/core';
import { IconCircleX, IconPlugConnected, IconRefresh } from '@tabler/icons-react';
import { useId } from 'react';
import type { AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { Span } from '../../../shared/schema/equity.ts';
import { openKillPanel } from '../../state/kill.ts';
import { useStops } from '../../state/queries.ts';
import { stopsHolding } from '../../state/stop-words.ts';
import { cx } from '../../widgets/class-names.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { ModeEdge } from '../../widgets/mode-edge.tsx';
import { Age } from '../../widgets/time.tsx';
import { OwnerTag } from '../parts/owner-tag.tsx';
import { StopMark } from '../parts/stop-mark.tsx';
import css from './account-detail.module.css';
import { ArmState } from './arm-state.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { HeadFigures } from './head-figures.tsx';

export interface AccountHeadProps {
  status: AccountStatusDocument;
  /** Of the curve, which the return is told of. */
  span: Span;
  testing: boolean;
  onTest: () => void;
  reading: boolean;
  onRefresh: () => void;
}

/** Who the account is, how it does, and what can be asked of it. */
export function AccountHead({ status, span, testing, onTest, reading, onRefresh }: AccountHeadProps) {
  const { account } = status;
  const reasonId = useId();
  const broken = account.error !== null;
  const stops = stopsHolding(useStops().data?.stops ?? [], account);
  return (
    <section
      className={cx(css.head, status.connectivity === 'stale' && css.stale)}
      aria-label={`Account ${account.name}`}
    >
      <ModeEdge mode={account.mode} testnet={account.testnet} />
      <div className={css.title}>
        <h2 className={cx('num', css.name)}>{account.name}</h2>
        <ModeBadge mode={account.mode} testnet={account.testnet} />
        <OwnerTag owner={account.owner} />
        <StopMark stops={stops} />
        <span className={css.sub}>
          {account.exchange ?? 'no exchange'} {account.market}
        </span>
        {account.description ? <span className={css.description}>{account.description}</span> : null}
        <span className={css.actions}>
          {broken ? <DisabledReason id={reasonId}>not until its configuration is repaired</DisabledReason> : null}
          <Button
            leftSection={<IconRefresh size={14} aria-hidden />}
            loading={reading}
            disabled={broken}
            aria-describedby={broken ? reasonId : undefined}
            onClick={onRefresh}
          >
            Refresh balance
          </Button>
          <Button
            leftSection={<IconPlugConnected size={14} aria-hidden />}
            loading={testing}
            disabled={broken}
            aria-describedby={broken ? reasonId : undefined}
            onClick={onTest}
          >
            Test connection
          </Button>
          <Button
            className={css.kill ?? ''}
            leftSection={<IconCircleX size={14} aria-hidden />}
            onClick={() => openKillPanel({ kind: 'account', name: account.name })}
          >
            Kill…
          </Button>
        </span>
      </div>
      {broken ? null : (
        <>
          <HeadFigures status={status} span={span} />
          <div className={css.states}>
            <ConnectionLine status={status} />
            {status.last_ok_at && (status.connectivity === 'error' || status.connectivity === 'connecting') ? (
              <span className={css.dim}>
                last answer <Age at={status.last_ok_at} /> ago
              </span>
            ) : null}
            <span>
              <span className="num">{status.open_orders}</span>{' '}
              <span className={css.dim}>open {status.open_orders === 1 ? 'order' : 'orders'}</span>
              {status.unknown_orders > 0 ? <span className={css.warn}> {status.unknown_orders} unknown</span> : null}
            </span>
            <span className={css.state}>
              <span className={css.dim}>Real trading</span> <ArmState status={status} />
            </span>
          </div>
        </>
      )}
    </section>
  );
}
