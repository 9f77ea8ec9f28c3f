/** The page's own address. A standard scheme of our own: no `file://`, and an origin that nothing else can have. */
export const CONSOLE_SCHEME = 'app';
export const CONSOLE_HOST = 'console';
export const CONSOLE_URL = `${CONSOLE_SCHEME}://${CONSOLE_HOST}/`;

/** True only for the console's own pages; a look-alike such as `app://console@evil/` or `app://console.evil/` is not. */
export function isConsoleUrl(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return (
    parsed !== null &&
    parsed.protocol === `${CONSOLE_SCHEME}:` &&
    parsed.host === CONSOLE_HOST &&
    parsed.username === '' &&
    parsed.password === ''
  );
}
