import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { QtError } from '../../shared/schema/error-code.ts';
import type { ConsoleFiles, PageRules } from './console-files.ts';
import { answerFailures } from './failures.ts';
import { refuseForeign } from './host-gate.ts';

const LOOPBACK = '127.0.0.1';
const BODY_LIMIT_BYTES = 64 * 1024;
const LAST_PORT = 65_535;
/** A client that does not get its request out in this time is dropped; answers may take as long as they need. */
const SERVER_TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 };

export interface LoopbackOptions {
  /** Where its start page may be shown; see `refuseForeign`. */
  places: readonly ('document' | 'iframe')[];
  onFault: (error: unknown) => void;
}

/** A server for this machine alone: the gate before any routing, JSON only, nothing cached, failures by their code. */
export function createLoopbackApp({ places, onFault }: LoopbackOptions): FastifyInstance {
  const app = fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    // Fastify's own server would route first; this one asks the gate before anything else sees the request.
    serverFactory: (handler) => {
      const server = createServer(SERVER_TIMEOUTS, (request, response) => {
        const refusal = refuseForeign(request, (server.address() as AddressInfo | null)?.port ?? 0, places);
        if (!refusal) return handler(request, response);
        response.writeHead(refusal.status, {
          'content-type': 'application/json; charset=utf-8',
          'cache-control': 'no-store',
          connection: 'close',
        });
        response.end(JSON.stringify({ error: refusal.error }));
      });
      return server;
    },
  });
  answerFailures(app, onFault);
  app.addHook('onSend', async (_request, reply) => {
    reply.header('cache-control', 'no-store').header('x-content-type-options', 'nosniff');
  });
  // After the token was asked for. No form can send JSON, so a page that gets past all else still cannot post from one.
  app.addHook('preParsing', async (request, reply) => {
    const sendsBody = request.method !== 'GET' && request.method !== 'HEAD';
    if (!sendsBody || /^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return;
    return reply
      .code(415)
      .send({ error: { code: 'INVALID_INPUT', message: 'Content-Type must be application/json.' } });
  });
  return app;
}

/** Serves the built files of a page. The rules are asked for each time: they name addresses that come with listening. */
export function pageRoute(app: FastifyInstance, files: ConsoleFiles, rules: () => PageRules): void {
  app.get('/*', async (request, reply) => {
    const file = files.find(request.url.split('?', 1)[0] ?? '/', rules());
    if (!file) return reply.callNotFound();
    // A process of its own for each origin, where the browser has one to spare: two ports of one host share one otherwise.
    return reply.header('origin-agent-cluster', '?1').headers(file.headers).send(Buffer.from(file.body));
  });
}

/**
 * Listens on the port, or, where it may be another one, on any that is free. Gives the address. Throws
 * `QtError('INVALID_INPUT')` where it may not.
 */
export async function listenOnLoopback(
  app: FastifyInstance,
  port: number,
  orElse: 'any' | 'fail',
): Promise<{ url: string; port: number }> {
  const wanted = port > LAST_PORT ? 0 : port;
  try {
    await app.listen({ host: LOOPBACK, port: wanted });
  } catch (error) {
    const taken = ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!taken) throw error;
    if (orElse === 'fail')
      throw new QtError('INVALID_INPUT', `Port ${port} cannot be used: it is taken or not permitted.`);
    await app.listen({ host: LOOPBACK, port: 0 });
  }
  const bound = (app.server.address() as AddressInfo).port;
  return { url: `http://${LOOPBACK}:${bound}`, port: bound };
}
