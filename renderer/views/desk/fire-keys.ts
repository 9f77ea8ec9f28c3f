import { announce } from '../../state/announce.ts';
import type { FireGate } from './fire-gate.ts';
import type { Fire } from './use-fire.ts';

/** What Enter does in the ticket: it fires where one press is enough, and leads to the hold button where it is not. */
export function fireWithKeys(gate: FireGate, fire: Fire): void {
  if (fire.busy) return;
  if (!gate.ready) {
    announce('polite', gate.reason);
    return;
  }
  if (gate.kind !== 'real') {
    fire.fire(gate);
    return;
  }
  document.querySelector<HTMLElement>('[data-fire-real] button')?.focus();
  announce('polite', 'This is a real order. Hold the button to fire it.');
}
