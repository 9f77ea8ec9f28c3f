import { Skeleton } from '../../widgets/skeleton.tsx';
import css from './orders-view.module.css';

/** The shape of a list that is being read. */
export function Bones({ rows, label }: { rows: number; label: string }) {
  return (
    <div className={css.bones} aria-busy="true" aria-label={label}>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} width="100%" height={17} />
      ))}
    </div>
  );
}
