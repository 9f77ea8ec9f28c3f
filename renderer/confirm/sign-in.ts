import { showNotice } from './notice.ts';
import { TOKEN_KEY } from './surface-link.ts';

const FAILED = 'This sign-in link was used or is too old. Run "qt login" for a fresh one.';

/** Turns a login code into this origin's token, and goes on to the page with a code of its own. */
export async function signIn(place: HTMLElement, code: string): Promise<void> {
  history.replaceState(null, '', location.pathname);
  if (window.top !== window) return showNotice(place, 'Signing in needs a tab of its own.');
  showNotice(place, 'Opening the console…');
  try {
    const response = await fetch('./session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    if (!response.ok) return showNotice(place, FAILED);
    const { token, continue_url } = (await response.json()) as { token: string; continue_url: string };
    sessionStorage.setItem(TOKEN_KEY, token);
    location.replace(continue_url);
  } catch {
    showNotice(place, 'The engine cannot be reached.');
  }
}
