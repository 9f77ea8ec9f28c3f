/** Both presses of the kill switch have to come within this time. */
export const KILL_KEYS_MS = 2_000;

type Press = Pick<
  KeyboardEvent,
  'code' | 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'repeat' | 'timeStamp'
>;

/** Ctrl Shift K, by the letter or by its place, so that it works on every keyboard. */
function isKillPress(event: Press): boolean {
  if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey) return false;
  return event.code === 'KeyK' || event.key.toLowerCase() === 'k';
}

/**
 * Tells the first press of the kill switch from the second, which kills. A key that is held counts once, and what is pressed
 * right after a kill is the tail of the same alarm.
 */
export function createKillKeys(): (event: Press) => 'other' | 'ignored' | 'first' | 'kill' {
  let firstAtMs: number | null = null;
  let killedAtMs = Number.NEGATIVE_INFINITY;
  return (event) => {
    if (!isKillPress(event)) return 'other';
    if (event.repeat || event.timeStamp - killedAtMs <= KILL_KEYS_MS) return 'ignored';
    const kills = firstAtMs !== null && event.timeStamp - firstAtMs <= KILL_KEYS_MS;
    firstAtMs = kills ? null : event.timeStamp;
    if (kills) killedAtMs = event.timeStamp;
    return kills ? 'kill' : 'first';
  };
}
