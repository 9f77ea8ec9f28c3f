import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { appRouter } from '../api/router.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { controlAddress, isPrivate } from './control-address.ts';

const MAX_BODY_BYTES = 256 * 1024;
/** How long a call that is under way may still take when the engine closes. */
const CLOSE_GRACE_MS = 3_000;

export interface ControlDoor {
  path: string;
  close(): Promise<void>;
}

export interface ControlDoorOptions {
  /** Gives a link that signs a browser in, where a page is served. */
  mintLoginUrl?: () => string;
}

/**
 * Lets `qt` reach a running engine. Only the holder of the data directory's lock may open it: a socket file found there is
 * therefore a dead engine's, and is removed.
 */
export async function openControlDoor(
  engine: Engine,
  dataDir: string,
  { mintLoginUrl }: ControlDoorOptions = {},
): Promise<ControlDoor> {
  const address = controlAddress(dataDir);
  if (address.privateDir) {
    mkdirSync(address.privateDir, { recursive: true, mode: 0o700 });
    if (!isPrivate(address.privateDir)) throw new Error(`${address.privateDir} is not private to this user`);
  }
  const isPipe = process.platform === 'win32';
  if (!isPipe) rmSync(address.path, { force: true });
  const server = createServer(
    createHTTPHandler({
      router: appRouter,
      createContext: () => ({ engine, door: 'cli' as const, mintLoginUrl }),
      allowMethodOverride: true,
      maxBodySize: MAX_BODY_BYTES,
    }),
  );
  await listen(server, address.path);
  if (!isPipe) chmodSync(address.path, 0o600);
  return { path: address.path, close: () => closeServer(server) };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  return new Promise((resolve) => {
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
  });
}
