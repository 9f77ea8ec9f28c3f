import type { HealthAspectDocument, PlaceHealthDocument } from '../../../../shared/schema/failover.ts';
import { cx } from '../../../widgets/class-names.ts';
import { Time } from '../../../widgets/time.tsx';
import css from './failover.module.css';

/** One row an exchange (or testnet) that an account uses, by what its own requests came to. */
export function HealthList({ health }: { health: PlaceHealthDocument[] }) {
  if (health.length === 0)
    return <p className={css.hint}>No account uses an exchange, so there is nothing to watch.</p>;
  return (
    <section aria-label="Health of the exchanges">
      <h3 className={css.caps}>Health, by the evidence of your own requests</h3>
      <ul className={css.places}>
        {health.map((place) => (
          <li key={`${place.exchange} ${place.testnet} ${place.accounts.join()}`} className={css.place}>
            <p className={css.placeHead}>
              <b>{place.exchange}</b>
              {place.testnet ? <span className={css.dim}>testnet</span> : null}
              <span className={cx('num', css.dim, css.users)} title={place.accounts.join(', ')}>
                {place.accounts.join(', ')}
              </span>
            </p>
            <Aspect label="Orders" aspect={place.orders} />
            <Aspect label="Reads" aspect={place.reads} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const WORDS = { healthy: 'healthy', unproven: 'not asked yet', unhealthy: 'unhealthy' } as const;

function Aspect({ label, aspect }: { label: string; aspect: HealthAspectDocument }) {
  return (
    <p className={css.aspect}>
      <span className={css.aspectName}>{label}</span>
      <span className={cx(css.state, css[aspect.state])}>{WORDS[aspect.state]}</span>
      <span className={css.why}>
        {aspect.reason}
        {aspect.trusted_again_at === null ? null : (
          <span className={css.dim}>
            {aspect.reason === null ? '' : ', '}not trusted before <Time at={aspect.trusted_again_at} ms={false} /> UTC
          </span>
        )}
      </span>
    </p>
  );
}
