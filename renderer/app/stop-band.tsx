import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useLink } from '../state/link.ts';
import { useStops } from '../state/queries.ts';
import { inOrder, scopeWords } from '../state/stop-words.ts';
import { ErrorState } from '../widgets/error-state.tsx';
import css from './stop-band.module.css';
import { StopLine } from './stop-line.tsx';

/** As many stand in the band without being asked for; in a short window the widest alone, for the sake of the view. */
const SHOWN = 3;
const SHORT_WINDOW = '(max-height: 799px)';

/** Every stop in effect, across the window and over every view. */
export function StopBand() {
  const { data, error, refetch } = useStops();
  const link = useLink();
  const [all, setAll] = useState(false);
  const most = useMediaQuery(SHORT_WINDOW, undefined, { getInitialValueInEffect: false }) ? 1 : SHOWN;
  if (error && !data && link !== 'disconnected') {
    return (
      <section className={css.band} aria-label="Stops in effect">
        <ErrorState
          inline
          title="Whether anything is stopped could not be read"
          error={error}
          action={{ label: 'Try again', onClick: () => void refetch() }}
        />
      </section>
    );
  }
  const stops = inOrder(data?.stops ?? []);
  if (stops.length === 0) return null;
  if (link === 'disconnected') {
    return (
      <section className={css.band} aria-label="Stops in effect">
        <p className={css.unknown}>
          <IconAlertTriangle size={14} stroke={2} aria-hidden />
          Stopped when the engine was last heard: {stops.map(({ scope }) => scopeWords(scope)).join(', ')}. Whether that
          is so now is not known.
        </p>
      </section>
    );
  }
  const shown = all ? stops : stops.slice(0, most);
  const more = stops.length - most;
  return (
    <section className={css.band} aria-label="Stops in effect">
      <ul className={css.list}>
        {shown.map((stop) => (
          <StopLine key={stop.id} stop={stop} stale={link === 'stale'} />
        ))}
      </ul>
      {more > 0 ? (
        <button type="button" className={css.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `and ${more} more`}
        </button>
      ) : null}
    </section>
  );
}
