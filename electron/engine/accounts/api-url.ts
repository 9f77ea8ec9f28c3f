const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The base URL without trailing slash, or null where it is not allowed: https to anywhere, http to this machine only, no
 * user info, query or fragment (a credential could hide in each, and none survives being a base).
 */
export function parseApiUrl(text: string): string | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || /[?#@\\\s]/.test(text)) return null;
  const allowed = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  return allowed ? `${url.origin}${url.pathname}`.replace(/\/+$/, '') : null;
}
