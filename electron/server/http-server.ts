import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyTRPCPluginOptions } from '@trpc/server/adapters/fastify';
import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../../shared/csp.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import { appRouter } from '../api/router.ts';
import type { AppRouter } from '../api/router.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { createConfirmDesks } from './confirm-desks.ts';
import type { ConfirmDesks } from './confirm-desks.ts';
import { createConfirmApp } from './confirm-app.ts';
import type { ConsoleFiles } from './console-files.ts';
import { openHttpToken } from './http-token.ts';
import { killRoute } from './kill-route.ts';
import { createLoginCodes } from './login-codes.ts';
import { createLoopbackApp, listenOnLoopback, pageRoute } from './loopback-app.ts';
import { openPageSessions } from './page-sessions.ts';
import type { PageSessions } from './page-sessions.ts';
import { sessionRoute } from './session-route.ts';
import { signalsRoute } from './signals-route.ts';

/** Taken when it is free and no port was asked for, so that the address is mostly the same one. */
const USUAL_PORT = 8787;
/** From the surface, where a browser signs in, to the page. */
const HANDOVER_MS = 60_000;

export interface HttpServerOptions {
  engine: Engine;
  dataDir: string;
  /** The built page, or null to serve the intake alone. */
  files: ConsoleFiles | null;
  /** The built surface on which an operator confirms. Without it nothing that needs a yes can be done in the page. */
  confirmFiles: ConsoleFiles | null;
  /** Exactly this port; null takes the usual one, or any that is free. */
  port: number | null;
  /** Told of bugs, so that they are seen somewhere; callers get no detail. */
  onFault: (error: unknown) => void;
}

export interface HttpServer {
  url: string;
  /** The second origin, on a port of its own: sign-in and confirmations. */
  confirmUrl: string;
  tokenFile: string;
  /** An address with a fresh single-use login code in its fragment. */
  mintLoginUrl(): string;
  close(): Promise<void>;
}

/** Opens signal intake, metrics, router and page on loopback. Throws `QtError('INVALID_INPUT')` for a port that is taken. */
export async function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { onFault } = options;
  const at = { page: '', surface: '' };
  const token = openHttpToken(options.dataDir);
  const sessions = openPageSessions(options.dataDir, () => Date.now());
  const handovers = createLoginCodes<string>(() => performance.now(), HANDOVER_MS);
  const desks = createConfirmDesks((id) => `${at.surface}/#${id}`);

  const app = createLoopbackApp({ places: ['document'], onFault });
  app.get('/healthz', async () => ({ ok: true }));
  sessionRoute(app, handovers, (session) => ({ token: sessions.tokenOf(session, 'page') }));
  app.register(async (guarded) => {
    demand(guarded, (authorization) => token.matches(authorization));
    intakeRoutes(guarded, options.engine);
  });
  app.register(async (guarded) => {
    demand(guarded, (authorization) => sessions.sessionOf(authorization, 'page') !== null);
    routerRoutes(guarded, { ...options, sessions, desks });
  });
  if (options.files) {
    const policy = (): string => contentSecurityPolicy({ inlineStyles: true, frames: at.surface });
    pageRoute(app, options.files, () => ({ policy: policy(), framed: false }));
  }

  const confirm = createConfirmApp({ files: options.confirmFiles, sessions, desks, handovers, at, onFault });
  const { url, port } = await listenOnLoopback(app, options.port ?? USUAL_PORT, options.port === null ? 'any' : 'fail');
  at.page = url;
  // Next to the page where it can be: a page that was open before a restart finds its surface again.
  at.surface = (await listenOnLoopback(confirm.app, port + 1, 'any')).url;
  return {
    url,
    confirmUrl: at.surface,
    tokenFile: token.file,
    mintLoginUrl: confirm.mintLoginUrl,
    close: async () => {
      await confirm.app.close();
      await app.close();
    },
  };
}

function demand(guarded: FastifyInstance, accepts: (authorization: string | undefined) => boolean): void {
  guarded.addHook('onRequest', async (request, reply) => {
    if (accepts(request.headers.authorization)) return;
    // A connection a guess: with 256 bits to find, that is rate limit enough, and wrong tokens keep their 401.
    reply.header('connection', 'close').header('www-authenticate', 'Bearer');
    throw new QtError('UNAUTHORIZED');
  });
}

/** What other programs ask for, with the token of the token file. */
function intakeRoutes(app: FastifyInstance, engine: Engine): void {
  signalsRoute(app, engine);
  killRoute(app, engine);
  app.get('/metrics', async (_request, reply) => {
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await engine.metrics());
  });
}

/** What the page asks for, with the token of its session. */
function routerRoutes(
  app: FastifyInstance,
  { engine, sessions, desks, onFault }: HttpServerOptions & { sessions: PageSessions; desks: ConfirmDesks },
): void {
  app.register(fastifyTRPCPlugin, {
    prefix: '/trpc',
    trpcOptions: {
      router: appRouter,
      allowMethodOverride: true,
      createContext: ({ req }) => {
        const session = sessions.sessionOf(req.headers.authorization, 'page');
        return { engine, door: 'page', confirm: session === null ? undefined : desks.of(session) };
      },
      onError: ({ error }) => {
        if (error.code === 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof QtError)) onFault(error.cause);
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>['trpcOptions'],
  });
}
