import type { AccountDocument } from '../../../shared/schema/account.ts';
import type { Exchange } from '../../../shared/schema/exchange.ts';
import type { StrategyDocument, StrategyMaps } from '../../../shared/schema/mapping.ts';
import { modeKind } from '../../widgets/mode.ts';
import type { ModeKind } from '../../widgets/mode.ts';
import { destinationOf } from './destination.ts';
import type { Destination, RoutingWorld } from './destination.ts';
import { changeFor, entryOf } from './routing-draft.ts';
import type { DraftChange } from './routing-draft.ts';

/** Stands for `main_<exchange>`, whichever exchange a signal asks for. */
export const DEFAULT_TARGET = '(default)';
/** Stands for all signals that name no strategy. */
export const NO_STRATEGY = '(none)';

export interface StrategyCard {
  strategy_id: string;
  /** Entry of the exchange map; null where signals follow the default exchange. */
  exchange: Exchange | null;
  signals_24h: number;
  pending: boolean;
  /** Known only to the draft so far. */
  added: boolean;
  destination: Destination;
}

export interface AccountCard {
  account_name: string;
  /** Null: a map names it, and no such account is registered. */
  account: AccountDocument | null;
  /** Signals of the last 24 hours of all strategies that end here: as applied, and with the draft. */
  signals_before: number;
  signals_after: number;
  pending: boolean;
  /** Edges that end here, in the order of their strategies. */
  incoming: string[];
}

export type EdgeKind = 'mapping' | 'default' | 'ghost' | 'pending';

export interface CanvasEdge {
  id: string;
  kind: EdgeKind;
  strategy_id: string;
  /** An account's name, or `DEFAULT_TARGET`. */
  target: string;
  mode: ModeKind | null;
  signals_24h: number;
}

export interface CanvasModel {
  strategies: StrategyCard[];
  accounts: AccountCard[];
  edges: CanvasEdge[];
  /** Edges into the default card, that of signals without a strategy included. */
  default_incoming: string[];
}

/** Everything that the canvas and the table draw, from the applied maps and the draft over them. */
export function canvasModel(input: {
  known: readonly StrategyDocument[];
  applied: StrategyMaps;
  drafted: StrategyMaps;
  changes: readonly DraftChange[];
  world: RoutingWorld;
}): CanvasModel {
  const { known, applied, drafted, changes, world } = input;
  const signals = new Map(known.map((strategy) => [strategy.strategy_id, strategy.signals_24h]));
  const inUse = [...signals.keys(), ...Object.keys(applied.accounts), ...Object.keys(applied.exchanges)];
  const ids = [...new Set([...inUse, ...changes.map((change) => change.strategy_id)])];
  const established = new Set(inUse);

  const strategies = ids.map((id): StrategyCard => ({
    strategy_id: id,
    exchange: entryOf(drafted, 'exchange', id) as Exchange | null,
    signals_24h: signals.get(id) ?? 0,
    pending: changes.some((change) => change.strategy_id === id),
    added: !established.has(id),
    destination: destinationOf(id, drafted, world),
  }));
  strategies.sort((a, b) => Number(a.added) - Number(b.added) || b.signals_24h - a.signals_24h || order(a, b));

  const edges = strategies.flatMap((card) => edgesOf(card, applied, drafted, changes, world));
  const count = (maps: StrategyMaps, name: string): number =>
    strategies
      .filter((card) => destinationOf(card.strategy_id, maps, world).account_name === name)
      .reduce((sum, card) => sum + card.signals_24h, 0);

  const named = [
    ...world.accounts.keys(),
    ...edges.map((edge) => edge.target).filter((name) => name !== DEFAULT_TARGET),
  ];
  const accounts = [...new Set(named)].map((name): AccountCard => {
    const incoming = edges.filter((edge) => edge.target === name);
    return {
      account_name: name,
      account: world.accounts.get(name) ?? null,
      signals_before: count(applied, name),
      signals_after: count(drafted, name),
      pending: incoming.some((edge) => edge.kind === 'pending'),
      incoming: incoming.map((edge) => edge.id),
    };
  });

  const unnamed: CanvasEdge = {
    id: `default ${NO_STRATEGY}`,
    kind: 'default',
    strategy_id: NO_STRATEGY,
    target: DEFAULT_TARGET,
    mode: null,
    signals_24h: 0,
  };
  const all = [...edges, unnamed];
  return {
    strategies,
    accounts,
    edges: all,
    default_incoming: all.filter((edge) => edge.target === DEFAULT_TARGET).map((edge) => edge.id),
  };
}

function edgesOf(
  card: StrategyCard,
  applied: StrategyMaps,
  drafted: StrategyMaps,
  changes: readonly DraftChange[],
  world: RoutingWorld,
): CanvasEdge[] {
  const id = card.strategy_id;
  const change = changeFor(changes, 'account', id);
  const edge = (kind: EdgeKind, name: string | null): CanvasEdge => {
    const account = name === null ? undefined : world.accounts.get(name);
    return {
      id: `${kind} ${id}`,
      kind: name === null && kind === 'mapping' ? 'default' : kind,
      strategy_id: id,
      target: name ?? DEFAULT_TARGET,
      mode: account ? modeKind(account.mode, account.testnet) : null,
      signals_24h: card.signals_24h,
    };
  };
  const now = entryOf(drafted, 'account', id);
  if (!change) return [edge('mapping', now)];
  const former = entryOf(applied, 'account', id);
  // A strategy new to the maps came from nowhere: a ghost to the default would claim a route that carried signals.
  return card.added ? [edge('pending', now)] : [edge('ghost', former), edge('pending', now)];
}

const order = (a: StrategyCard, b: StrategyCard): number => (a.strategy_id < b.strategy_id ? -1 : 1);

/** Stroke width in pixels: grows with the logarithm, so that one busy strategy does not thin out all others. */
export function edgeWidth(signals: number): number {
  return Math.min(4.5, 1.5 + Math.log10(1 + signals) * 0.9);
}
