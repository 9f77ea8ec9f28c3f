import type { WebContents } from 'electron';

/** What the walls below listen to; `App` emits it for every new web contents. */
interface Contents {
  on: WebContents['on'];
  setWindowOpenHandler: WebContents['setWindowOpenHandler'];
}

/** Keeps a web contents on its own page: no other address, no second window, no embedded view. */
export function confine(contents: Contents, isOwnUrl: (url: string) => boolean): void {
  const stay = (event: { preventDefault(): void; url: string }): void => {
    if (!isOwnUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}
