import type { RateGovernor } from './rate-governor.ts';
import type { Turn } from './turn.ts';
import type { WireEvidence } from './wire-evidence.ts';

/**
 * Runs an attempt, and where there was no room for it, once more when there is. The attempt is made anew, because what is
 * signed before a wait carries a time that is refused after it. `permit` is the turn that was waited for.
 */
export async function inTurn(
  governor: RateGovernor,
  attempt: (permit: Turn | null) => Promise<WireEvidence>,
): Promise<WireEvidence> {
  const evidence = await attempt(null);
  if (evidence.phase !== 'not_sent' || !evidence.turn) return evidence;
  return (await governor.wait(evidence.turn)) ? attempt(evidence.turn) : evidence;
}
