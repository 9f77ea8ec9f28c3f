import { TRPCClientError, createTRPCClient, httpLink, unstable_localLink } from '@trpc/client';
import type { TRPCClient } from '@trpc/client';
import { ERROR_CODES, QtError, isErrorCode } from '../../shared/schema/error-code.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { appRouter } from '../api/router.ts';
import type { AppRouter } from '../api/router.ts';
import { socketFetch } from './socket-fetch.ts';

/** The engine as every command sees it, whether it runs here or in another process. */
export type Client = TRPCClient<AppRouter>;

export function clientOfEngine(engine: Engine, onFault: (error: unknown) => void): Client {
  return createTRPCClient<AppRouter>({
    links: [
      unstable_localLink({
        router: appRouter,
        createContext: () => Promise.resolve({ engine, door: 'cli' as const }),
        onError: ({ error }) => {
          if (error.code === 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof QtError))
            onFault(error.cause ?? error);
        },
      }),
    ],
  });
}

export function clientOfSocket(socketPath: string): Client {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: 'http://engine', methodOverride: 'POST', fetch: socketFetch(socketPath) })],
  });
}

/** Whatever a call failed with, as an expected failure; a bug becomes INTERNAL. */
export function qtErrorOf(error: unknown): QtError {
  if (error instanceof QtError) return error;
  if (error instanceof TRPCClientError) {
    if (error.cause instanceof QtError) return error.cause;
    const code = (error.data as { qt_code?: unknown } | null | undefined)?.qt_code;
    if (isErrorCode(code)) return new QtError(code, error.message);
  }
  return new QtError('INTERNAL', ERROR_CODES.INTERNAL);
}
