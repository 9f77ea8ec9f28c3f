import { useQuery } from '@tanstack/react-query';
import { api } from '../../state/api.ts';
import { Age } from '../../widgets/time.tsx';
import css from './impact.module.css';
import { MapDiff } from './map-diff.tsx';

/** The revision in force: who made it, when, and what it changed. */
export function LastChange() {
  const { data } = useQuery(api.routing.revisions.queryOptions({ limit: 1 }));
  const last = data?.[0];
  if (!last) return null;
  return (
    <section aria-label="Last change">
      <h3 className={css.caps}>Last change</h3>
      <p className={css.sub}>
        <span className="num">r{last.revision}</span>, {KINDS[last.kind]} by {last.by}, <Age at={last.at} /> ago
      </p>
      <MapDiff changes={last.changes} from={last.revision - 1} to={last.revision} />
    </section>
  );
}

export const KINDS = { change: 'changed', undo: 'undone', seed: 'set up' } as const;
