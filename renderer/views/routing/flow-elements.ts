import { Position } from '@xyflow/react';
import type { Edge, Node } from '@xyflow/react';
import { ACCOUNT_SIZE, STRATEGY_SIZE } from './canvas-layout.ts';
import type { CanvasLayout, Point } from './canvas-layout.ts';
import { DEFAULT_TARGET, NO_STRATEGY } from './canvas-model.ts';
import type { AccountCard, CanvasEdge, CanvasModel, StrategyCard } from './canvas-model.ts';
import { placeLabels } from './label-places.ts';
import { handleOffset } from './edge-path.ts';

export type StrategyFlowNode = Node<{ card: StrategyCard; busiest: number }, 'strategy'>;
export type AccountFlowNode = Node<{ card: AccountCard; busiest: number }, 'account'>;
export type PlainFlowNode = Node<{ incoming: number }, 'no_strategy' | 'fallback'>;
export type HeadingFlowNode = Node<{ title: string; note: string }, 'heading'>;
export type CanvasNode = StrategyFlowNode | AccountFlowNode | PlainFlowNode | HeadingFlowNode;
export type MappingFlowEdge = Edge<{ edge: CanvasEdge; labelAt: number }, 'mapping'>;

const HANDLE = 14;

export const strategyNodeId = (id: string): string => `strategy:${id}`;
/** Node of an account's name or of `DEFAULT_TARGET`. */
export const targetNodeId = (target: string): string => (target === DEFAULT_TARGET ? 'fallback' : `account:${target}`);

/** The strategy of a node, or null where it is none that can be mapped. */
export function strategyOfNode(nodeId: string): string | null {
  const id = nodeId.startsWith('strategy:') ? nodeId.slice('strategy:'.length) : NO_STRATEGY;
  return id === NO_STRATEGY ? null : id;
}

/** The mapping value that a node stands for: an account's name, or null for the default. */
export function targetOfNode(nodeId: string): { value: string | null } | null {
  if (nodeId === 'fallback') return { value: null };
  return nodeId.startsWith('account:') ? { value: nodeId.slice('account:'.length) } : null;
}

interface Fixed {
  position: Point;
  width: number;
  height: number;
  measured: { width: number; height: number };
  draggable: false;
  selectable: false;
  style: { pointerEvents: 'all' };
}

// Sizes and handles are given, not measured, so that the edges are right in the first frame.
const fixed = (position: Point, size: { width: number; height: number }): Fixed => ({
  position,
  ...size,
  measured: size,
  draggable: false,
  selectable: false,
  // The library makes cards that it cannot select transparent to the pointer; ours take what is dropped on them.
  style: { pointerEvents: 'all' },
});

const outgoing = (size: { width: number; height: number }) => [
  {
    type: 'source' as const,
    position: Position.Right,
    x: size.width - HANDLE / 2,
    y: (size.height - HANDLE) / 2,
    width: HANDLE,
    height: HANDLE,
  },
];

const incoming = (count: number, height: number) =>
  Array.from({ length: Math.max(1, count) }, (_, index) => ({
    id: `in-${index}`,
    type: 'target' as const,
    position: Position.Left,
    x: -HANDLE / 2,
    y: (height - HANDLE) / 2 + handleOffset(index, Math.max(1, count), height),
    width: HANDLE,
    height: HANDLE,
  }));

/** The cards of the canvas as nodes. */
export function flowNodes(model: CanvasModel, layout: CanvasLayout): CanvasNode[] {
  const busiest = Math.max(1, ...model.strategies.map((card) => card.signals_24h));
  const total = Math.max(1, ...model.accounts.map((card) => Math.max(card.signals_before, card.signals_after)));
  const at = (points: Point[], index: number): Point => points[index] ?? { x: 0, y: 0 };
  const heading = (id: string, x: number, width: number, title: string, note: string): HeadingFlowNode => ({
    id,
    type: 'heading',
    data: { title, note },
    ...fixed({ x, y: 12 }, { width, height: 18 }),
    connectable: false,
  });
  return [
    heading('heading:strategies', layout.columns.left, STRATEGY_SIZE.width, 'Strategies', 'signals in last 24 h'),
    heading('heading:accounts', layout.columns.right, ACCOUNT_SIZE.width, 'Accounts', 'signals in last 24 h'),
    ...model.strategies.map((card, index): StrategyFlowNode => ({
      id: strategyNodeId(card.strategy_id),
      type: 'strategy',
      data: { card, busiest },
      ...fixed(at(layout.strategies, index), STRATEGY_SIZE),
      handles: outgoing(STRATEGY_SIZE),
    })),
    ...model.accounts.map((card, index): AccountFlowNode => ({
      id: targetNodeId(card.account_name),
      type: 'account',
      data: { card, busiest: total },
      ...fixed(at(layout.accounts, index), ACCOUNT_SIZE),
      handles: incoming(card.incoming.length, ACCOUNT_SIZE.height),
    })),
    {
      id: strategyNodeId(NO_STRATEGY),
      type: 'no_strategy',
      data: { incoming: 0 },
      ...fixed(layout.noStrategy, STRATEGY_SIZE),
      handles: outgoing(STRATEGY_SIZE),
    },
    {
      id: 'fallback',
      type: 'fallback',
      data: { incoming: model.default_incoming.length },
      ...fixed(layout.fallback, ACCOUNT_SIZE),
      handles: incoming(model.default_incoming.length, ACCOUNT_SIZE.height),
    },
  ];
}

/** The mappings as edges; `selected` is the id of the one in focus. */
export function flowEdges(model: CanvasModel, layout: CanvasLayout, selected: string | null): MappingFlowEdge[] {
  const accounts = new Map(model.accounts.map((card) => [card.account_name, card]));
  const places = placeLabels(model, layout);
  return model.edges.map((edge) => {
    const ends = edge.target === DEFAULT_TARGET ? model.default_incoming : (accounts.get(edge.target)?.incoming ?? []);
    const movable = edge.kind !== 'ghost' && edge.strategy_id !== NO_STRATEGY;
    return {
      id: edge.id,
      type: 'mapping',
      source: strategyNodeId(edge.strategy_id),
      target: targetNodeId(edge.target),
      targetHandle: `in-${Math.max(0, ends.indexOf(edge.id))}`,
      data: { edge, labelAt: places.get(edge.id) ?? 0.5 },
      selected: edge.id === selected,
      reconnectable: movable ? 'target' : false,
      selectable: movable,
      focusable: movable,
      deletable: movable && edge.target !== DEFAULT_TARGET,
      zIndex: { ghost: 0, default: 1, mapping: 2, pending: 3 }[edge.kind],
      ariaLabel: edgeLabel(edge),
    };
  });
}

function edgeLabel(edge: CanvasEdge): string {
  const from = edge.strategy_id === NO_STRATEGY ? 'Signals with no strategy' : edge.strategy_id;
  const to = edge.target === DEFAULT_TARGET ? 'the default account' : edge.target;
  const how = { mapping: '', default: '', ghost: ', as applied', pending: ', pending' }[edge.kind];
  return `${from} to ${to}${how}`;
}
