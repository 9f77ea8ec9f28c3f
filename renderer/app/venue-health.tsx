import type { VenueHealthDocument } from '../../shared/schema/system.ts';
import { useLink } from '../state/link.ts';
import { useSystem } from '../state/queries.ts';
import { cx } from '../widgets/class-names.ts';
import { formatLatency } from '../widgets/format-time.ts';
import css from './venue-health.module.css';

/** One mark a venue: round when it answers, hollow when simulated or idle, a diamond when slow, a square when failing. */
export function VenueHealth() {
  const venues = useSystem().data?.venues ?? [];
  const hidden = useLink() === 'disconnected';
  if (hidden || venues.length === 0) return null;
  const bad = venues.filter((venue) => venue.state === 'error' || venue.state === 'slow');
  const worst = bad.find((venue) => venue.state === 'error') ?? bad[0] ?? venues[0];
  return (
    <ul className={css.venues} aria-label="Venues">
      {venues.map((venue) => (
        <Venue key={venue.exchange} venue={venue} />
      ))}
      <li className={css.folded} title={venues.map((venue) => `${venue.exchange}: ${figure(venue)}`).join('\n')}>
        <i aria-hidden className={cx(css.dot, worst && css[worst.state])} />
        {summary(venues)}
      </li>
    </ul>
  );
}

function Venue({ venue }: { venue: VenueHealthDocument }) {
  return (
    <li className={css.venue} title={`${venue.exchange}: ${venue.detail || venue.state}`}>
      <i aria-hidden className={cx(css.dot, css[venue.state])} />
      <b>{venue.exchange}</b>
      <span className={cx('num', css.figure, css[`${venue.state}Ink`])}>{figure(venue)}</span>
    </li>
  );
}

function summary(venues: readonly VenueHealthDocument[]): string {
  const failing = venues.filter((venue) => venue.state === 'error').length;
  const slow = venues.filter((venue) => venue.state === 'slow').length;
  if (failing + slow === 0) return venues.length === 1 ? '1 venue' : `${venues.length} venues`;
  return failing > 0 ? `${failing} of ${venues.length} failing` : `${slow} of ${venues.length} slow`;
}

function figure(venue: VenueHealthDocument): string {
  if (venue.state === 'simulated' || venue.state === 'idle') return venue.state;
  if (venue.state === 'error') return 'failing';
  return venue.latency_ms === null ? venue.state : formatLatency(venue.latency_ms);
}
