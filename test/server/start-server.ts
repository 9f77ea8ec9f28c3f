import { readFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { openHttpServer } from '../../electron/server/http-server.ts';
import type { HttpServer, HttpServerOptions } from '../../electron/server/http-server.ts';
import { fakeEngine } from './fake-engine.ts';
import { tempDir } from './temp-dir.ts';

export interface RunningServer extends HttpServer {
  port: number;
  /** Of other programs. */
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
    confirmFiles: null,
    port: 0,
    onFault: (error) => faults.push(error),
    ...options,
  });
  onTestFinished(() => server.close());
  const token = readFileSync(server.tokenFile, 'utf8').trim();
  return { ...server, port: Number(new URL(server.url).port), token, faults };
}

export interface SignedIn {
  /** The page's token, and that of its surface. */
  page: string;
  surface: string;
}

/** Signs a browser in as one does: at the surface with the link's code, then at the page with the code that it hands over. */
export async function signIn(server: Pick<HttpServer, 'url' | 'confirmUrl' | 'mintLoginUrl'>): Promise<SignedIn> {
  const atSurface = await redeem(server.confirmUrl, server.mintLoginUrl());
  const { token: page } = await redeem(server.url, atSurface.continue_url ?? '');
  return { page, surface: atSurface.token };
}

async function redeem(origin: string, link: string): Promise<{ token: string; continue_url?: string }> {
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: new URL(link).hash.slice('#login='.length) }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as { token: string; continue_url?: string };
}
