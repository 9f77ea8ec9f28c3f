import { IconAlertTriangle } from '@tabler/icons-react';
import { Handle, Position, useUpdateNodeInternals } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import { useEffect } from 'react';
import { cx } from '../../widgets/class-names.ts';
import { ModeBadge } from '../../widgets/mode-badge.tsx';
import { ModeEdge } from '../../widgets/mode-edge.tsx';
import { ACCOUNT_SIZE } from './canvas-layout.ts';
import { handleOffset } from './edge-path.ts';
import type { AccountFlowNode } from './flow-elements.ts';
import { OwnerTag } from '../parts/owner-tag.tsx';
import css from './routing.module.css';

/** An account: the whole card takes what is dragged to it. */
export function AccountNode({ id, data: { card, busiest } }: NodeProps<AccountFlowNode>) {
  const { account, account_name: name, signals_before: before, signals_after: after } = card;
  const problem = account === null ? 'not registered' : (account.error?.code ?? null);
  return (
    <article
      className={cx(css.card, css.account, card.pending && css.changed, problem !== null && css.broken)}
      data-account={name}
      data-drop={id}
      aria-label={`Account ${name}`}
    >
      <ModeEdge mode={account?.mode} testnet={account?.testnet} />
      <div className={css.line}>
        <span className={cx('num', css.name)} title={name}>
          {name}
        </span>
        <span className={css.grow} />
        <ModeBadge mode={account?.mode} testnet={account?.testnet} small />
      </div>
      <div className={css.line}>
        {account ? <OwnerTag owner={account.owner} /> : null}
        {problem === null ? (
          <span className={css.dim}>{account?.exchange}</span>
        ) : (
          <span className={css.refusal} title={account?.error?.message ?? 'No account of this name is registered.'}>
            <IconAlertTriangle size={12} stroke={2} aria-hidden />
            {problem}
          </span>
        )}
        <span className={css.grow} />
        {problem !== null && before + after === 0 ? null : (
          <span className={cx('num', css.count)}>
            {before === after ? null : <s className={css.old}>{before}</s>} {after}
            <span className={css.dim}> / 24 h</span>
          </span>
        )}
      </div>
      <div className={css.share} aria-hidden>
        <i style={{ width: `${(after / busiest) * 100}%` }} />
        {before === after ? null : <u style={{ left: `${(before / busiest) * 100}%` }} />}
      </div>
      <TargetHandles nodeId={id} count={card.incoming.length} label={`Handle of account ${name}`} />
    </article>
  );
}

/** One handle for each edge that ends here, so that each can be taken hold of by itself; at least one to drop on. */
export function TargetHandles({ nodeId, count, label }: { nodeId: string; count: number; label: string }) {
  const update = useUpdateNodeInternals();
  useEffect(() => update(nodeId), [update, nodeId, count]);
  const handles = Math.max(1, count);
  return Array.from({ length: handles }, (_, index) => (
    <Handle
      key={index}
      id={`in-${index}`}
      type="target"
      position={Position.Left}
      className={css.handle}
      style={{ top: `calc(50% + ${handleOffset(index, handles, ACCOUNT_SIZE.height)}px)` }}
      role="img"
      aria-label={handles === 1 ? label : `${label}, ${index + 1} of ${handles}`}
    />
  ));
}
