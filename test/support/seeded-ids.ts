import { createHash } from 'node:crypto';
import { idsFrom } from '../../electron/engine/seams.ts';
import type { Clock, Ids } from '../../electron/engine/ports.ts';

/** Ids that are a function of the seed, the clock and the calls made so far. */
export function createSeededIds(seed: string, clock: Pick<Clock, 'nowMs'>): Ids {
  let draws = 0;
  return idsFrom(clock.nowMs, (bytes) => {
    const parts: Buffer[] = [];
    for (let have = 0; have < bytes; have += 32) parts.push(createHash('sha256').update(`${seed}:${draws++}`).digest());
    return Buffer.concat(parts).subarray(0, bytes);
  });
}
