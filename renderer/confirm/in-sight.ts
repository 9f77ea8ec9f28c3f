/**
 * `seen`: the card is on the screen, whole, and nothing covers or fades it. `covered`: it is not. `unknown`: this browser cannot
 * tell a frame what the page around it does to it.
 */
export type Sight = 'seen' | 'covered' | 'unknown';

interface Visibility extends IntersectionObserverEntry {
  readonly isVisible?: boolean;
}

/** How often the browser looks, at the most. The least that it takes. */
const LOOK_MS = 100;
/** Rounding of a screen that is zoomed. */
const WHOLE = 0.98;

/** Watches a card that may be in a frame of a page that cannot be trusted with it. */
export function watchSight(card: Element, onChange: (sight: Sight) => void): void {
  if (window.top === window) return onChange('seen');
  if (!('isVisible' in IntersectionObserverEntry.prototype)) return onChange('unknown');
  const options = { threshold: [0, WHOLE, 1], trackVisibility: true, delay: LOOK_MS };
  new IntersectionObserver((entries) => {
    const last: Visibility | undefined = entries.at(-1);
    if (last) onChange(last.isVisible === true && last.intersectionRatio >= WHOLE ? 'seen' : 'covered');
  }, options).observe(card);
}
