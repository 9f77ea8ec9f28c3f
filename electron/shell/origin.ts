/** The addresses of our own pages. A standard scheme of our own: no `file://`, and origins that nothing else can have. */
export const CONSOLE_SCHEME = 'app';
export const CONSOLE_HOST = 'console';
export const CONSOLE_URL = `${CONSOLE_SCHEME}://${CONSOLE_HOST}/`;
/** The surface on which the operator confirms: another origin, which the console's page cannot reach into. */
export const CONFIRM_HOST = 'confirm';
export const CONFIRM_URL = `${CONSOLE_SCHEME}://${CONFIRM_HOST}/`;

/** True only for the console's own pages; a look-alike such as `app://console@evil/` or `app://console.evil/` is not. */
export const isConsoleUrl = (url: string): boolean => isAt(CONSOLE_HOST, url);

/** As `isConsoleUrl`, for the page of the surface. */
export const isConfirmUrl = (url: string): boolean => isAt(CONFIRM_HOST, url);

function isAt(host: string, url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return (
    parsed !== null &&
    parsed.protocol === `${CONSOLE_SCHEME}:` &&
    parsed.host === host &&
    parsed.username === '' &&
    parsed.password === ''
  );
}
