import { IconArrowUp } from '@tabler/icons-react';
import css from './orders-grid.module.css';

/** Rows that arrived while older ones are being read. */
export function NewerChip({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div role="status" className={css.newerPlace}>
      {count === 0 ? null : (
        <button type="button" className={css.newer} onClick={onShow}>
          <IconArrowUp size={13} stroke={2.2} aria-hidden />
          <span className="num">{count}</span> new
        </button>
      )}
    </div>
  );
}
