import { create } from 'zustand';
import type { MappingChange, RoutingDocument } from '../../../shared/schema/mapping.ts';
import { EMPTY_DRAFT, discard, edit, rebase, redo, undo } from './routing-draft.ts';
import type { RoutingDraft } from './routing-draft.ts';

interface DraftState {
  draft: RoutingDraft;
  /** Keys of the warnings that the operator ticked. */
  ticked: ReadonlySet<string>;
}

/** The draft of this window. It outlives the view, so that looking something up elsewhere does not lose it. */
export const useDraftStore = create<DraftState>(() => ({ draft: EMPTY_DRAFT, ticked: new Set() }));

const change = (next: (draft: RoutingDraft) => RoutingDraft): void =>
  useDraftStore.setState(({ draft }) => ({ draft: next(draft) }));

export const draftActions = {
  edit: (applied: RoutingDocument, wanted: MappingChange): void =>
    change((draft) => edit(draft, applied.maps, applied.revision, wanted)),
  undo: (): void => change(undo),
  redo: (): void => change(redo),
  discard: (): void => {
    change(discard);
    useDraftStore.setState({ ticked: new Set() });
  },
  /** Goes on with the same wishes over the maps as they are now. */
  rebase: (applied: RoutingDocument): void => change((draft) => rebase(draft, applied.maps, applied.revision)),
  /** After Apply: nothing is wanted any more, and the steps belong to the past. */
  finish: (): void => useDraftStore.setState({ draft: EMPTY_DRAFT, ticked: new Set() }),
  tick: (key: string, on: boolean): void =>
    useDraftStore.setState(({ ticked }) => {
      const next = new Set(ticked);
      if (on) next.add(key);
      else next.delete(key);
      return { ticked: next };
    }),
};
