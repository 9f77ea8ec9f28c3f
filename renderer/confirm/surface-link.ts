import type { ConfirmBridge } from '../../shared/confirm-bridge.ts';
import type { ConfirmAnswer, ConfirmTaken, ConfirmationDocument } from '../../shared/schema/confirmation.ts';

declare global {
  interface Window {
    /** Present in the window of the desktop that confirms, and nowhere else. */
    readonly qtConfirm?: ConfirmBridge;
  }
}

/** Where the token of this origin is kept; the page, being of another origin, cannot read it. */
export const TOKEN_KEY = 'qt.surface';

/** One question, wherever it comes from. Rejects where the engine cannot be reached. */
export interface SurfaceLink {
  /** Null where it waits no more. */
  read(): Promise<ConfirmationDocument | null>;
  answer(answer: ConfirmAnswer): Promise<ConfirmTaken>;
}

export const desktopLink = (bridge: ConfirmBridge): SurfaceLink => bridge;

/** By HTTP to the surface's own origin. */
export function pageLink(id: string, storage: Pick<Storage, 'getItem'>): SurfaceLink {
  const post = async <T>(what: 'read' | 'answer', body: object): Promise<T> => {
    const response = await fetch(`./questions/${encodeURIComponent(id)}/${what}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${storage.getItem(TOKEN_KEY) ?? 'none'}`,
      },
      body: JSON.stringify(body),
    });
    if (response.status === 401) throw new SignedOut('This browser is not signed in to confirm.');
    if (!response.ok) throw new Error(`The engine answered ${response.status}.`);
    return (await response.json()) as T;
  };
  return {
    read: async () => (await post<{ question: ConfirmationDocument | null }>('read', {})).question,
    answer: async (answer) => (await post<{ taken: ConfirmTaken }>('answer', answer)).taken,
  };
}

/** The surface has no session, or not the page's. */
export class SignedOut extends Error {
  override readonly name = 'SignedOut';
}
