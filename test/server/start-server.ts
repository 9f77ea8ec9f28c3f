import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { openHttpServer } from '../../electron/server/http-server.ts';
import type { HttpServer, HttpServerOptions } from '../../electron/server/http-server.ts';
import { fakeEngine } from './fake-engine.ts';
import { tempDir } from './temp-dir.ts';

export interface RunningServer extends HttpServer {
  port: number;
  token: string;
  faults: unknown[];
}

/** A real server on a free port, closed with the test. */
export async function startServer(options: Partial<HttpServerOptions> = {}): Promise<RunningServer> {
  const faults: unknown[] = [];
  const server = await openHttpServer({
    engine: fakeEngine(),
    dataDir: tempDir(),
    files: null,
    port: 0,
    onFault: (error) => faults.push(error),
    ...options,
  });
  onTestFinished(() => server.close());
  const token = readFileSync(server.tokenFile, 'utf8').trim();
  return { ...server, port: Number(new URL(server.url).port), token, faults };
}
