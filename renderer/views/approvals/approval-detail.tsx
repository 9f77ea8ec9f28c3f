import { IconArrowsExchange, IconRefresh } from '@tabler/icons-react';
import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import { useLink } from '../../state/link.ts';
import { useAccounts, useStops } from '../../state/queries.ts';
import { stopsHolding } from '../../state/stop-words.ts';
import { CopyId } from '../../widgets/copy-id.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { IconButton } from '../../widgets/icon-button.tsx';
import { RouteSteps } from '../../widgets/route-steps.tsx';
import { SideTag } from '../../widgets/side-tag.tsx';
import { Skeleton } from '../../widgets/skeleton.tsx';
import { Age, Time } from '../../widgets/time.tsx';
import { OrderLine } from '../desk/order-line.tsx';
import { GroupLegs } from '../groups/group-legs.tsx';
import { OwnerTag } from '../parts/owner-tag.tsx';
import { SELF } from '../parts/self.ts';
import { StopMark } from '../parts/stop-mark.tsx';
import { ApprovalAnswer } from './approval-answer.tsx';
import { approvalGate } from './approval-gate.ts';
import type { Outlook } from './approval-gate.ts';
import { Left } from './approval-list.tsx';
import { changesSince, doorWords, priceWords, sizeWords } from './approval-words.ts';
import css from './approvals.module.css';
import { useOutlook } from './use-outlook.ts';

const EVERY_MS = 3_000;

interface ApprovalDetailProps {
  approval: ApprovalDocument;
  nowMs: number;
}

/** One signal that waits: what it says, what it would come to now, what is another than when it arrived, and the answer. */
export function ApprovalDetail({ approval, nowMs }: ApprovalDetailProps) {
  const { outlook, error, atMs, refresh } = useOutlook(approval, EVERY_MS);
  const link = useLink();
  const gate = approvalGate({ approval, outlook, outlookAtMs: atMs, failed: error !== null, link, nowMs });
  const changes = outlook ? changesSince(approval, outlook) : [];
  return (
    <section className={css.detail} aria-label={`Signal on ${approval.signal.symbol}`}>
      <SignalHead approval={approval} nowMs={nowMs} />
      {changes.map((change) => (
        <p key={change} className={css.change} role="note">
          <IconArrowsExchange size={14} stroke={2} aria-hidden />
          <span>
            <b>Changed since it arrived.</b> {change}
          </span>
        </p>
      ))}
      <div className={css.outlookHead}>
        <h2>As it would be now</h2>
        <span className={css.grow} />
        {outlook ? <span className={css.dim}>{Math.max(0, Math.floor((nowMs - atMs) / 1_000))} s ago</span> : null}
        <IconButton icon={IconRefresh} label="Preview again" onClick={refresh} />
      </div>
      <div className={css.outlook} tabIndex={0} role="region" aria-label="As it would be now">
        {error ? (
          <ErrorState title="No preview" error={error} action={{ label: 'Preview again', onClick: refresh }} />
        ) : outlook ? (
          <OutlookSteps approval={approval} outlook={outlook} />
        ) : (
          <div className={css.bones} aria-busy="true" aria-label="Asking the engine">
            <Skeleton width="70%" height={18} />
            <Skeleton width="90%" height={18} />
            <Skeleton width="60%" height={18} />
          </div>
        )}
      </div>
      <ApprovalAnswer approval={approval} gate={gate} />
    </section>
  );
}

function SignalHead({ approval, nowMs }: ApprovalDetailProps) {
  const { signal, door, because, received_at } = approval;
  const account = useAccounts().find((each) => each.name === approval.account_name);
  const stops = stopsHolding(useStops().data?.stops ?? [], account ?? null, signal.strategy_id ?? null);
  return (
    <header className={css.head}>
      <div className={css.line}>
        <SideTag side={signal.side} size="lg" />
        <b className={css.size}>{sizeWords(signal)}</b>
        <span>{signal.symbol}</span>
        <span className={css.dim}>{priceWords(signal)}</span>
        <StopMark stops={stops} />
        {account && account.owner !== SELF ? <OwnerTag owner={account.owner} /> : null}
        <span className={css.grow} />
        <Left approval={approval} nowMs={nowMs} />
      </div>
      <dl className={css.facts}>
        <dt>Strategy</dt>
        <dd className="num">{signal.strategy_id ?? 'none'}</dd>
        <dt>Came through</dt>
        <dd>{doorWords(door)}</dd>
        <dt>Received</dt>
        <dd>
          <Time at={received_at} ms={false} />, <Age at={received_at} /> ago
        </dd>
        <dt>Waits because of</dt>
        <dd>{because}</dd>
        {signal.score === undefined && signal.confidence === undefined ? null : (
          <>
            <dt>Score, confidence</dt>
            <dd className="num">
              {signal.score ?? 'none'}, {signal.confidence ?? 'none'}
            </dd>
          </>
        )}
        <dt>Signal</dt>
        <dd>
          <CopyId id={approval.signal_id} label="signal id" />
        </dd>
      </dl>
    </header>
  );
}

function OutlookSteps({ approval, outlook }: { approval: ApprovalDocument; outlook: Outlook }) {
  if (outlook.kind === 'group') {
    const [base = '', rest = ''] = approval.signal.symbol.split('/');
    return <GroupLegs preview={outlook.preview} base={base} quote={rest.split(':')[0] ?? ''} />;
  }
  const { decision, error, order } = outlook.preview;
  return (
    <RouteSteps
      decision={decision}
      error={error}
      orderHead={order ? <OrderLine order={order} /> : undefined}
      order={order?.note ? <p className={css.note}>{order.note}</p> : order ? <></> : null}
    />
  );
}
