import type { Session } from 'electron';

const BLOB = 'blob:';

/**
 * Lets only those files be saved that our own page made: a statement, an export. Where to is asked by the system's dialog.
 * Whatever else would come down, from wherever, is dropped.
 */
export function limitDownloads(session: Pick<Session, 'on'>, isOwnUrl: (url: string) => boolean): void {
  session.on('will-download', (event, item) => {
    const url = item.getURL();
    if (!url.startsWith(BLOB) || !isOwnUrl(url.slice(BLOB.length))) event.preventDefault();
  });
}
