import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { RoutingDocument } from '../../../shared/schema/mapping.ts';
import { announce } from '../../state/announce.ts';
import { api } from '../../state/api.ts';
import { draftActions } from './draft-store.ts';

/** The two ways to write a revision: the draft, or the maps from before the last change. */
export function useApply() {
  const cache = useQueryClient();
  const accept = (routing: RoutingDocument): void => {
    cache.setQueryData(api.routing.current.queryKey(), routing);
    void cache.invalidateQueries({ queryKey: api.routing.revisions.queryKey() });
    void cache.invalidateQueries({ queryKey: api.routing.strategies.queryKey() });
    draftActions.finish();
    announce('polite', `Maps are now at revision ${routing.revision}`);
  };
  const apply = useMutation(
    api.routing.change.mutationOptions({
      onSuccess: accept,
      // Whatever it was, the maps may be other than shown; a conflict is then seen by comparing revisions.
      onError: () => void cache.invalidateQueries({ queryKey: api.routing.current.queryKey() }),
    }),
  );
  const undo = useMutation(api.routing.undo.mutationOptions({ onSuccess: accept }));
  return { apply, undo };
}
