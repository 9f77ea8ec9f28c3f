import { IconPlus } from '@tabler/icons-react';
import { BaseEdge, EdgeLabelRenderer } from '@xyflow/react';
import type { EdgeProps } from '@xyflow/react';
import { cx } from '../../widgets/class-names.ts';
import { NO_STRATEGY, edgeWidth } from './canvas-model.ts';
import type { CanvasEdge } from './canvas-model.ts';
import { edgePath, pointOnEdge } from './edge-path.ts';
import type { MappingFlowEdge } from './flow-elements.ts';
import css from './routing.module.css';

/** One mapping. The stroke says the mode of its account, the width the volume. */
export function MappingEdge({ sourceX, sourceY, targetX, targetY, data, selected }: EdgeProps<MappingFlowEdge>) {
  if (!data) return null;
  const { edge, labelAt } = data;
  const from = { x: sourceX, y: sourceY };
  const to = { x: targetX, y: targetY };
  const ghost = edge.kind === 'ghost';
  const at = pointOnEdge(from, to, labelAt);
  return (
    <>
      <BaseEdge
        path={edgePath(from, to)}
        className={cx(
          css.edge,
          css[edge.kind],
          edge.kind === 'mapping' && edge.mode && css[edge.mode],
          selected && css.selected,
        )}
        style={edge.kind === 'mapping' ? { strokeWidth: edgeWidth(edge.signals_24h) } : undefined}
        interactionWidth={ghost ? 0 : 20}
      />
      {edge.strategy_id === NO_STRATEGY ? null : (
        <EdgeLabelRenderer>
          <span
            className={cx(css.label, css[`${edge.kind}Label`])}
            style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y}px)` }}
          >
            <EdgeWords edge={edge} />
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

function EdgeWords({ edge }: { edge: CanvasEdge }) {
  const count = <b className="num">{edge.signals_24h}</b>;
  if (edge.kind === 'ghost') return <>was {count}</>;
  if (edge.kind === 'default') return <>{count} by default</>;
  if (edge.kind === 'mapping') return count;
  if (edge.signals_24h === 0) return <>pending</>;
  return (
    <>
      <IconPlus size={12} stroke={2.4} aria-hidden />
      {count} moved
    </>
  );
}
