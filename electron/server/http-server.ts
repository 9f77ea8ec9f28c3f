import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { QtError } from '../../shared/schema/error-code.ts';
import { appRouter } from '../api/router.ts';
import type { AppRouter } from '../api/router.ts';
import type { Engine } from '../engine/engine-interface.ts';
import type { ConsoleFiles } from './console-files.ts';
import { answerFailures } from './failures.ts';
import { refuseForeign } from './host-gate.ts';
import { openHttpToken } from './http-token.ts';
import { createLoginCodes } from './login-codes.ts';
import { engineMetrics } from './metrics.ts';
import { sessionRoute } from './session-route.ts';
import { signalsRoute } from './signals-route.ts';

const LOOPBACK = '127.0.0.1';
/** Taken when it is free and no port was asked for, so that the address is mostly the same one. */
const USUAL_PORT = 8787;
const BODY_LIMIT_BYTES = 64 * 1024;
/** A client that does not get its request out in this time is dropped; answers may take as long as they need. */
const SERVER_TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 };

export interface HttpServerOptions {
  engine: Engine;
  dataDir: string;
  /** The built page, or null to serve the intake alone. */
  files: ConsoleFiles | null;
  /** Exactly this port; null takes the usual one, or any that is free. */
  port: number | null;
  /** Told of bugs, so that they are seen somewhere; callers get no detail. */
  onFault: (error: unknown) => void;
}

export interface HttpServer {
  url: string;
  tokenFile: string;
  /** The address with a fresh single-use login code in its fragment. */
  mintLoginUrl(): string;
  close(): Promise<void>;
}

/** Opens signal intake, metrics, router and page on loopback. Throws `QtError('INVALID_INPUT')` for a port that is taken. */
export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const token = openHttpToken(options.dataDir);
  const codes = createLoginCodes(() => performance.now());
  const app = createApp();
  answerFailures(app, options.onFault);
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

  app.get('/healthz', async () => ({ ok: true }));
  sessionRoute(app, token, codes);
  app.register(async (guarded) => {
    guarded.addHook('onRequest', async (request, reply) => {
      if (token.matches(request.headers.authorization)) return;
      // A connection a guess: with 256 bits to find, that is rate limit enough, and wrong tokens keep their 401.
      reply.header('connection', 'close').header('www-authenticate', 'Bearer');
      throw new QtError('UNAUTHORIZED');
    });
    guarded.get('/session', async () => ({ ok: true }));
    signalsRoute(guarded, options.engine);
    guarded.get('/metrics', async (_request, reply) => {
      return reply.type('text/plain; version=0.0.4; charset=utf-8').send(engineMetrics(options.engine));
    });
    guarded.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: {
        router: appRouter,
        allowMethodOverride: true,
        createContext: () => ({ engine: options.engine, door: 'page' }),
        onError: ({ error }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof QtError)) options.onFault(error.cause);
        },
      } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
    });
  });
  if (options.files) pageRoute(app, options.files);

  const url = `http://${LOOPBACK}:${await listen(app, options.port)}`;
  return {
    url,
    tokenFile: token.file,
    mintLoginUrl: () => `${url}/#login=${codes.mint()}`,
    close: () => app.close(),
  };
}

function createApp(): FastifyInstance {
  return fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    // Fastify's own server would route first; this one asks the gate before anything else sees the request.
    serverFactory: (handler) => {
      const server = createServer(SERVER_TIMEOUTS, (request, response) => {
        const refusal = refuseForeign(request, (server.address() as AddressInfo | null)?.port ?? 0);
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
}

function pageRoute(app: FastifyInstance, files: ConsoleFiles): void {
  app.get('/*', async (request, reply) => {
    const file = files.find(request.url.split('?', 1)[0] ?? '/');
    if (!file) return reply.callNotFound();
    return reply.headers(file.headers).send(Buffer.from(file.body));
  });
}

/** Gives the port. */
async function listen(app: FastifyInstance, port: number | null): Promise<number> {
  try {
    await app.listen({ host: LOOPBACK, port: port ?? USUAL_PORT });
  } catch (error) {
    const taken = ['EADDRINUSE', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (!taken) throw error;
    if (port !== null) throw new QtError('INVALID_INPUT', `Port ${port} cannot be used: it is taken or not permitted.`);
    await app.listen({ host: LOOPBACK, port: 0 });
  }
  return (app.server.address() as AddressInfo).port;
}
