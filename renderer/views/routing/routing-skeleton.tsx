import { cx } from '../../widgets/class-names.ts';
import { Skeleton } from '../../widgets/skeleton.tsx';
import frame from '../../widgets/panel.module.css';
import css from './routing.module.css';

/** The shape of the view while its data is on the way. */
export function RoutingSkeleton() {
  return (
    <div className={css.view} aria-busy="true" aria-label="Loading the routing maps">
      <div className={frame.panel}>
        <div className={css.toolbar}>
          <Skeleton width={260} height={14} />
        </div>
        <div className={cx(css.content, css.bones)}>
          {[4, 6].map((cards) => (
            <div key={cards} className={css.boneColumn}>
              {Array.from({ length: cards }, (_, index) => (
                <Skeleton key={index} width={250} height={74} />
              ))}
            </div>
          ))}
        </div>
      </div>
      <div className={cx(frame.panel, css.bonePanel)}>
        <Skeleton width={180} height={14} />
        <Skeleton width="100%" height={60} />
        <Skeleton width="100%" height={90} />
      </div>
    </div>
  );
}
