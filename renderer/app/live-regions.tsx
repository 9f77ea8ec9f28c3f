import { useAnnouncements } from '../state/announce.ts';

/** Says to a screen reader what happens elsewhere in the window. */
export function LiveRegions() {
  const { polite, assertive } = useAnnouncements();
  return (
    <div className="sr-only">
      <div role="status" aria-live="polite">
        <span key={polite.key}>{polite.text}</span>
      </div>
      <div role="alert" aria-live="assertive">
        <span key={assertive.key}>{assertive.text}</span>
      </div>
    </div>
  );
}
