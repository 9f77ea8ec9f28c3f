import { describe, expect, it } from 'vitest';
import { canvasLayout } from '../../../renderer/views/routing/canvas-layout.ts';
import { DEFAULT_TARGET, NO_STRATEGY } from '../../../renderer/views/routing/canvas-model.ts';
import type { CanvasModel } from '../../../renderer/views/routing/canvas-model.ts';
import {
  flowEdges,
  flowNodes,
  strategyNodeId,
  strategyOfNode,
  targetNodeId,
  targetOfNode,
} from '../../../renderer/views/routing/flow-elements.ts';
import { mapOptions } from '../../../renderer/views/routing/map-options.ts';

const edge = (kind: 'mapping' | 'ghost' | 'pending' | 'default', strategy_id: string, target: string) => ({
  id: `${kind} ${strategy_id}`,
  kind,
  strategy_id,
  target,
  mode: 'paper' as const,
  signals_24h: 1,
});
const edges = [
  edge('mapping', 'a', 'one'),
  edge('ghost', 'b', 'one'),
  edge('pending', 'b', 'two'),
  edge('default', NO_STRATEGY, DEFAULT_TARGET),
];
const card = (name: string) => ({
  account_name: name,
  account: null,
  signals_before: 0,
  signals_after: 0,
  pending: false,
  incoming: edges.filter((each) => each.target === name).map((each) => each.id),
});
const model: CanvasModel = {
  strategies: ['a', 'b'].map((strategy_id) => ({
    strategy_id,
    exchange: null,
    signals_24h: 1,
    pending: false,
    added: false,
    destination: { account_name: null, account: null, by: 'strategy', exchange: null, error: null },
  })),
  accounts: [card('one'), card('two'), card('idle')],
  edges,
  default_incoming: [`default ${NO_STRATEGY}`],
};

describe('nodes and edges of the canvas', () => {
  const layout = canvasLayout(model, { width: 1000, height: 700 });
  const nodes = flowNodes(model, layout);
  const drawn = flowEdges(model, layout, 'mapping a');

  it('ends every edge at a handle that its card has, each at its own', () => {
    const handles = new Map(nodes.map((node) => [node.id, (node.handles ?? []).map((handle) => handle.id)]));
    for (const each of drawn) expect(handles.get(each.target)).toContain(each.targetHandle);
    const ends = drawn.map((each) => `${each.target} ${each.targetHandle}`);
    expect(new Set(ends).size).toBe(ends.length);
    expect(handles.get(targetNodeId('idle'))).toEqual(['in-0']);
  });

  it('lets the operator move what he may move, and nothing else', () => {
    const movable = (id: string) => drawn.find((each) => each.id === id)?.reconnectable;
    expect(movable('mapping a')).toBe('target');
    expect(movable('pending b')).toBe('target');
    expect(movable('ghost b')).toBe(false);
    expect(movable(`default ${NO_STRATEGY}`)).toBe(false);
  });

  it('names every edge for a screen reader', () => {
    expect(drawn.map((each) => each.ariaLabel)).toEqual([
      'a to one',
      'b to one, as applied',
      'b to two, pending',
      'Signals with no strategy to the default account',
    ]);
  });

  it('reads a drop back: a strategy, an account, or the default for no entry', () => {
    expect(strategyOfNode(strategyNodeId('x:y'))).toBe('x:y');
    expect(strategyOfNode(strategyNodeId(NO_STRATEGY))).toBeNull();
    expect(strategyOfNode('account:one')).toBeNull();
    expect(targetOfNode(targetNodeId('one'))).toEqual({ value: 'one' });
    expect(targetOfNode(targetNodeId(DEFAULT_TARGET))).toEqual({ value: null });
    expect(targetOfNode(strategyNodeId('a'))).toBeNull();
  });
});

describe('options of a mapping', () => {
  it('say mode and owner in words', () => {
    const account = {
      name: 'friend_1',
      exchange: 'binance' as const,
      mode: 'real' as const,
      testnet: true,
      market: 'spot' as const,
      owner: 'friend',
      description: '',
      api_url: null,
      leverage: null,
      margin_mode: null,
      origin: 'environment' as const,
      has_credentials: true,
      error: null,
    };
    const world = { default_exchange: 'binance' as const, accounts: new Map([['friend_1', account]]) };
    expect(mapOptions('account', world)).toEqual([{ value: 'friend_1', label: 'friend_1 (TESTNET, friend)' }]);
    expect(mapOptions('exchange', world).map((option) => option.value)).toContain('firi');
  });
});
