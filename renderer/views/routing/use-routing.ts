import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { MappingChange, RoutingDocument, StrategyMaps } from '../../../shared/schema/mapping.ts';
import { api } from '../../state/api.ts';
import { useRouting as useCurrentMaps, useStatuses } from '../../state/queries.ts';
import { canvasModel } from './canvas-model.ts';
import type { CanvasModel } from './canvas-model.ts';
import type { RoutingWorld } from './destination.ts';
import { draftActions, useDraftStore } from './draft-store.ts';
import { draftWarnings } from './draft-warnings.ts';
import type { DraftWarning } from './draft-warnings.ts';
import { changesOf, merged } from './routing-draft.ts';
import type { DraftChange, RoutingDraft } from './routing-draft.ts';

/** The maps, the draft over them, and what follows from both. */
export interface Routing {
  applied: RoutingDocument;
  drafted: StrategyMaps;
  draft: RoutingDraft;
  changes: DraftChange[];
  warnings: DraftWarning[];
  model: CanvasModel;
  world: RoutingWorld;
  /** Somebody applied another revision since the draft was begun. */
  conflict: boolean;
  edit: (change: MappingChange) => void;
}

export type RoutingState =
  { kind: 'loading' } | { kind: 'error'; error: unknown; retry: () => void } | { kind: 'ready'; routing: Routing };

/** Everything that the routing view shows; it follows the engine's events and the draft. */
export function useRouting(): RoutingState {
  const current = useCurrentMaps();
  const strategies = useQuery(api.routing.strategies.queryOptions());
  const accounts = useStatuses();
  const draft = useDraftStore((state) => state.draft);

  const routing = useMemo((): Routing | null => {
    if (!current.data || !strategies.data || !accounts.data) return null;
    const applied = current.data;
    const world: RoutingWorld = {
      default_exchange: applied.default_exchange,
      accounts: new Map(accounts.data.map(({ account }) => [account.name, account])),
    };
    const drafted = merged(applied.maps, draft.present);
    const changes = changesOf(applied.maps, draft.present);
    return {
      applied,
      drafted,
      draft,
      changes,
      world,
      warnings: draftWarnings(changes, applied.maps, drafted, world),
      model: canvasModel({ known: strategies.data, applied: applied.maps, drafted, changes, world }),
      conflict: changes.length > 0 && draft.base_revision !== null && draft.base_revision !== applied.revision,
      edit: (change) => draftActions.edit(applied, change),
    };
  }, [current.data, strategies.data, accounts.data, draft]);

  if (routing) return { kind: 'ready', routing };
  const failed = [current, strategies, accounts].find((query) => query.isError);
  if (!failed) return { kind: 'loading' };
  const retry = (): void => void Promise.all([current, strategies, accounts].map((query) => query.refetch()));
  return { kind: 'error', error: failed.error, retry };
}
