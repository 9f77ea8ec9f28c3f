import { IconAnchor } from '@tabler/icons-react';
import { Handle, Position } from '@xyflow/react';
import type { NodeProps } from '@xyflow/react';
import { cx } from '../../widgets/class-names.ts';
import { TargetHandles } from './account-node.tsx';
import type { HeadingFlowNode, PlainFlowNode } from './flow-elements.ts';
import css from './routing.module.css';

export function HeadingNode({ data }: NodeProps<HeadingFlowNode>) {
  return (
    <div className={css.heading}>
      <h2 className={css.caps}>{data.title}</h2>
      <span className={css.dim}>{data.note}</span>
    </div>
  );
}

export function NoStrategyNode() {
  return (
    <article className={cx(css.card, css.strategy, css.dashed)} aria-label="Signals with no strategy">
      <span className={css.plainTitle}>Signals with no strategy</span>
      <span className={css.dim}>or no mapping</span>
      <Handle type="source" position={Position.Right} className={cx(css.handle, css.locked)} isConnectable={false} />
    </article>
  );
}

/** Where signals go that no map speaks for. Dragging a strategy here removes its mapping. */
export function FallbackNode({ id, data }: NodeProps<PlainFlowNode>) {
  return (
    <article
      className={cx(css.card, css.account, css.dashed)}
      data-account="default"
      data-drop={id}
      aria-label="Default account"
    >
      <div className={css.line}>
        <span className={css.defaultTag}>
          <IconAnchor size={12} stroke={2} aria-hidden />
          default
        </span>
        <span className={cx('num', css.name)}>main_&lt;exchange&gt;</span>
      </div>
      <span className={css.dim}>of the exchange that the signal asks for</span>
      <TargetHandles nodeId={id} count={data.incoming} label="Handle of the default account" />
    </article>
  );
}
