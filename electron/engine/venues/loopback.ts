const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** Whether a URL's host is this machine: the only place that may be spoken to without encryption. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.has(hostname);
}
