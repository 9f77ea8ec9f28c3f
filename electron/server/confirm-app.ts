import type { FastifyInstance } from 'fastify';
import { contentSecurityPolicy } from '../../shared/csp.ts';
import type { ConfirmDesks } from './confirm-desks.ts';
import { confirmRoutes } from './confirm-routes.ts';
import type { ConsoleFiles } from './console-files.ts';
import { createLoginCodes } from './login-codes.ts';
import type { LoginCodes } from './login-codes.ts';
import { createLoopbackApp, pageRoute } from './loopback-app.ts';
import type { PageSessions } from './page-sessions.ts';
import { sessionRoute } from './session-route.ts';

const LOGIN_LINK_MS = 10 * 60_000;

export interface ConfirmAppOptions {
  files: ConsoleFiles | null;
  sessions: PageSessions;
  desks: ConfirmDesks;
  /** Codes that the page turns into its own token. */
  handovers: LoginCodes<string>;
  /** The two addresses, once they are known. */
  at: { page: string; surface: string };
  onFault: (error: unknown) => void;
}

export interface ConfirmApp {
  app: FastifyInstance;
  mintLoginUrl(): string;
}

/**
 * The second origin: where a browser signs in, and where its operator confirms, in a frame that the page can show and cannot
 * reach into. Signing in begins here, so that the surface's token comes to it without passing through the page.
 */
export function createConfirmApp({ files, sessions, desks, handovers, at, onFault }: ConfirmAppOptions): ConfirmApp {
  const logins = createLoginCodes<null>(() => performance.now(), LOGIN_LINK_MS);
  const app = createLoopbackApp({ places: ['document', 'iframe'], onFault });
  sessionRoute(app, logins, () => {
    const session = sessions.begin();
    return {
      token: sessions.tokenOf(session, 'surface'),
      continue_url: `${at.page}/#login=${handovers.mint(session)}`,
    };
  });
  confirmRoutes(app, { sessions, desks, origin: () => at.surface });
  if (files) {
    pageRoute(app, files, () => ({ policy: contentSecurityPolicy({ ancestors: at.page }), framed: true }));
  }
  return { app, mintLoginUrl: () => `${at.surface}/#login=${logins.mint(null)}` };
}
