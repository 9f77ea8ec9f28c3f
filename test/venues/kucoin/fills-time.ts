import { badParameter } from './errors.ts';
import type { Call } from './route.ts';

const WEEK_MS = 7 * 86_400_000;

/** The time of fills that is asked for: a week at most. Asked for what it has forgotten, KuCoin answers with what it knows. */
export function fillsTime(call: Call, now: number, keptMs: number): { from: number; to: number } {
  const to = call.number('endAt', now);
  const from = call.number('startAt', to - WEEK_MS);
  if (to - from > WEEK_MS) throw badParameter('the time range is longer than 7 days');
  return to < now - keptMs ? { from: now - keptMs, to: now } : { from: Math.max(from, now - keptMs), to };
}
