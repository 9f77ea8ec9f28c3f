import { existsSync } from 'node:fs';
import { QtError } from '../../shared/schema/error-code.ts';
import { controlAddress, isPrivate } from '../server/control-address.ts';
import { clientOfSocket, qtErrorOf } from './client.ts';
import type { Client } from './client.ts';

/** A running engine answers this at once, however busy its venues are. */
const PROBE_TIMEOUT_MS = 2_000;

/** `nobody`: no engine listens. `silent`: something holds the socket but does not answer. */
export type Attached = { kind: 'attached'; client: Client } | { kind: 'nobody' } | { kind: 'silent' };

/** Looks for the engine that runs on a data directory. */
export async function attach(dataDir: string): Promise<Attached> {
  const address = controlAddress(dataDir);
  // In a shared temporary folder anybody could listen under our name, and would be handed the orders.
  if (address.privateDir && existsSync(address.privateDir) && !isPrivate(address.privateDir)) {
    throw new QtError('ENGINE_UNREACHABLE', `${address.privateDir} does not belong to this user alone.`);
  }
  const client = clientOfSocket(address.path);
  try {
    await client.system.status.query(undefined, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return { kind: 'attached', client };
  } catch (error) {
    return { kind: qtErrorOf(error).code === 'NO_ENGINE' ? 'nobody' : 'silent' };
  }
}
