import { httpLink, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { TRPCLink } from '@trpc/client';
import { EventSource } from 'eventsource';
import type { AppRouter } from '../../../electron/api/router.ts';
import { QtError, isErrorCode } from '../../../shared/schema/error-code.ts';
import type { Session } from './session.ts';

/** Sends a request with the token of the session, and signs out when the server no longer takes it. */
async function authorized(session: Session, url: string | URL, init: RequestInit): Promise<Response> {
  const token = await session.token();
  const headers = new Headers(init.headers);
  if (token !== null) headers.set('authorization', `Bearer ${token}`);
  const response = await fetch(url, { ...init, headers });
  if (response.status === 401) session.signOut();
  return response;
}

/** Turns an answer of the layers in front of the router into its stable code; answers of the router pass. */
async function refused(response: Response): Promise<QtError | null> {
  if (response.ok) return null;
  const body = (await response
    .clone()
    .json()
    .catch(() => null)) as { error?: { code?: unknown; message?: string } } | null;
  const code = body?.error?.code;
  return isErrorCode(code) ? new QtError(code, body?.error?.message) : null;
}

/** Carries tRPC over loopback HTTP. Calls are not batched: on loopback one slow call must not hold back its neighbours. */
export function httpTransport(session: Session, url: string): TRPCLink<AppRouter> {
  return splitLink({
    condition: (op) => op.type === 'subscription',
    false: httpLink({
      url,
      // A query's input may be longer than an address can be.
      methodOverride: 'POST',
      fetch: async (input, init) => {
        const response = await authorized(session, input as string | URL, init as RequestInit);
        const refusal = await refused(response);
        if (refusal) throw refusal;
        return response;
      },
    }),
    true: httpSubscriptionLink({
      url,
      // The browser's own EventSource cannot send an Authorization header, and a token has no place in a URL.
      EventSource,
      eventSourceOptions: {
        fetch: async (input, init) => {
          const response = await authorized(session, input, init);
          // A status other than 200 ends an EventSource for good; a throw makes it try again.
          if (!response.ok && response.status !== 401 && response.status !== 403) throw new Error('not ready');
          return response;
        },
      },
    }),
  });
}
