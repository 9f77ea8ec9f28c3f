import { QtError } from '../../../shared/schema/error-code.ts';

const STORAGE_KEY = 'qt.session';
const LOGIN_FRAGMENT = /^#login=([\w-]{16,128})$/;

/** `open`: calls can be made. `exchanging`: a login code is being turned into a token. `signed_out`: a login link is needed. */
export type SessionState = 'open' | 'exchanging' | 'signed_out';

/** Who may talk to the engine. In the desktop it is always open; as a web page it holds the bearer token of this tab. */
export interface Session {
  state(): SessionState;
  /** Calls `listener` after every change of state, until the returned function is called. */
  subscribe(listener: () => void): () => void;
  /** The token once it is known; null when signed out. */
  token(): Promise<string | null>;
  signOut(): void;
}

export const desktopSession: Session = {
  state: () => 'open',
  subscribe: () => () => {},
  token: () => Promise.resolve(null),
  signOut: () => {},
};

/** The part of a window that a page session lives on. */
export interface SessionPlace {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  /** Reads the fragment, and forgets it so that the code stays in no address bar or history. */
  takeFragment(): string;
  fetch: typeof fetch;
}

/** Opens the session of a web page: from the login code in the address, or from what this tab already holds. */
export function openPageSession(place: SessionPlace): Session {
  const listeners = new Set<() => void>();
  let state: SessionState = 'signed_out';
  const become = (next: SessionState): void => {
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  };
  const accept = (token: string): void => {
    place.storage.setItem(STORAGE_KEY, token);
    become('open');
  };
  const signOut = (): void => {
    place.storage.removeItem(STORAGE_KEY);
    become('signed_out');
  };
  const code = LOGIN_FRAGMENT.exec(place.takeFragment())?.[1];
  const kept = place.storage.getItem(STORAGE_KEY);
  let settled: Promise<void> = Promise.resolve();
  if (code) {
    state = 'exchanging';
    settled = exchange(place.fetch, code).then(accept, () => (kept ? accept(kept) : signOut()));
  } else if (kept) state = 'open';
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    token: async () => {
      await settled;
      return place.storage.getItem(STORAGE_KEY);
    },
    signOut,
  };
}

async function exchange(fetcher: typeof fetch, code: string): Promise<string> {
  const response = await fetcher('./session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  if (!response.ok) throw new QtError('UNAUTHORIZED');
  return ((await response.json()) as { token: string }).token;
}
