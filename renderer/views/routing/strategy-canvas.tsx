import { useElementSize } from '@mantine/hooks';
import { PanOnScrollMode, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import type { Connection, Edge, FinalConnectionState } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { useEffect, useMemo, useState } from 'react';
import { cx } from '../../widgets/class-names.ts';
import { AccountNode } from './account-node.tsx';
import { CanvasBar } from './canvas-bar.tsx';
import { canvasLayout } from './canvas-layout.ts';
import { flowEdges, flowNodes, strategyOfNode, targetOfNode } from './flow-elements.ts';
import { MappingEdge } from './mapping-edge.tsx';
import { FallbackNode, HeadingNode, NoStrategyNode } from './plain-nodes.tsx';
import { useShownRouting } from './routing-context.ts';
import css from './routing.module.css';
import { StrategyNode } from './strategy-node.tsx';

const NODE_TYPES = {
  strategy: StrategyNode,
  account: AccountNode,
  heading: HeadingNode,
  no_strategy: NoStrategyNode,
  fallback: FallbackNode,
};
const EDGE_TYPES = { mapping: MappingEdge };
const LABELS = {
  'edge.a11yDescription.default':
    'Press Enter to select this mapping, Delete to remove it, Escape to leave it. The table does the same by keyboard.',
};

/** The maps as a drawing: drag from a strategy to an account, or the end of an edge to another one. */
export function StrategyCanvas() {
  const { ref, width, height } = useElementSize();
  return (
    <ReactFlowProvider>
      <div className={css.drawing}>
        <div ref={ref} className={css.canvas}>
          {width > 0 && height > 0 ? <Flow width={width} height={height} /> : null}
        </div>
        <CanvasBar />
      </div>
    </ReactFlowProvider>
  );
}

function Flow({ width, height }: { width: number; height: number }) {
  const { model, edit } = useShownRouting();
  const { setViewport } = useReactFlow();
  const [selected, setSelected] = useState<string | null>(null);
  const [connecting, setConnecting] = useState(false);
  const layout = useMemo(() => canvasLayout(model, { width, height }), [model, width, height]);
  const nodes = useMemo(() => flowNodes(model, layout), [model, layout]);
  const edges = useMemo(() => flowEdges(model, layout, selected), [model, layout, selected]);

  const { zoom } = layout;
  useEffect(() => void setViewport({ x: 0, y: 0, zoom }), [setViewport, zoom, width, height]);

  const map = (sourceNode: string, targetNode: string): void => {
    const strategyId = strategyOfNode(sourceNode);
    const target = targetOfNode(targetNode);
    if (strategyId !== null && target) edit({ map: 'account', strategy_id: strategyId, value: target.value });
  };
  // The library knows handles only; an account takes what is dropped anywhere on its card.
  const dropOnCard = (event: MouseEvent | TouchEvent, sourceNode: string, state: FinalConnectionState): void => {
    setConnecting(false);
    const card = state.isValid ? null : cardUnder(event);
    if (card) map(sourceNode, card);
  };

  return (
    <ReactFlow
      aria-label="Strategy to account map"
      className={cx(connecting && css.connecting)}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      ariaLabelConfig={LABELS}
      onConnectStart={() => setConnecting(true)}
      onConnect={(connection: Connection) => map(connection.source, connection.target)}
      onConnectEnd={(event, state) => dropOnCard(event, state.fromNode?.id ?? '', state)}
      onReconnectStart={() => setConnecting(true)}
      onReconnect={(edge: Edge, connection) => map(edge.source, connection.target)}
      onReconnectEnd={(event, edge: Edge, _type, state) => dropOnCard(event, edge.source, state)}
      onEdgesDelete={(removed) => removed.forEach((edge) => map(edge.source, 'fallback'))}
      onEdgesChange={(changes) =>
        changes.forEach((change) => change.type === 'select' && setSelected(change.selected ? change.id : null))
      }
      onPaneClick={() => setSelected(null)}
      isValidConnection={({ source, target }) => strategyOfNode(source) !== null && targetOfNode(target) !== null}
      connectionRadius={28}
      reconnectRadius={12}
      defaultViewport={{ x: 0, y: 0, zoom }}
      translateExtent={[
        [0, 0],
        [layout.width, layout.height],
      ]}
      minZoom={0.5}
      maxZoom={1.5}
      panOnScroll
      panOnScrollMode={PanOnScrollMode.Vertical}
      zoomOnScroll={false}
      zoomOnDoubleClick={false}
      nodesDraggable={false}
      nodesFocusable={false}
      deleteKeyCode={['Delete', 'Backspace']}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      attributionPosition="bottom-right"
    />
  );
}

function cardUnder(event: MouseEvent | TouchEvent): string | null {
  const point = 'changedTouches' in event ? event.changedTouches[0] : event;
  if (!point) return null;
  return (
    document.elementFromPoint(point.clientX, point.clientY)?.closest<HTMLElement>('[data-drop]')?.dataset.drop ?? null
  );
}
