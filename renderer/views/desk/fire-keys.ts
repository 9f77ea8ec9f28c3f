import { announce } from '../../state/announce.ts';
import type { FireGate } from './fire-gate.ts';
import type { Fire } from './use-fire.ts';

/** What Enter does in the ticket: it fires, and for real money leads to the confirmation. */
export function fireWithKeys(gate: FireGate, fire: Fire): void {
  if (fire.busy) return;
  if (!gate.ready) {
    announce('polite', gate.reason);
    return;
  }
  fire.fire(gate);
}
