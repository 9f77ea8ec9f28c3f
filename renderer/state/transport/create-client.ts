import { createTRPCClient } from '@trpc/client';
import type { TRPCClient } from '@trpc/client';
import type { AppRouter } from '../../../electron/api/router.ts';
import type { QtBridge } from '../../../shared/ipc.ts';
import { httpTransport } from './http-link.ts';
import { ipcLink } from './ipc-link.ts';
import { desktopSession, openPageSession } from './session.ts';
import type { Session } from './session.ts';

declare global {
  interface Window {
    /** Present in the desktop window only. */
    readonly qtBridge?: QtBridge;
  }
}

export interface Connection {
  client: TRPCClient<AppRouter>;
  /** The door that this console came through. */
  door: 'desktop' | 'page';
  session: Session;
}

/** The engine, through whichever door this page has: the bridge of the desktop window, or loopback HTTP. */
export function createClient(): Connection {
  const bridge = window.qtBridge;
  if (bridge) {
    return {
      client: createTRPCClient<AppRouter>({ links: [ipcLink(bridge)] }),
      door: 'desktop',
      session: desktopSession,
    };
  }
  const session = openPageSession({ storage: sessionStorage, takeFragment, fetch: (...args) => fetch(...args) });
  const url = new URL('./trpc', location.href).href;
  return { client: createTRPCClient<AppRouter>({ links: [httpTransport(session, url)] }), door: 'page', session };
}

function takeFragment(): string {
  const fragment = location.hash;
  if (fragment.startsWith('#login=')) history.replaceState(null, '', location.pathname);
  return fragment;
}
