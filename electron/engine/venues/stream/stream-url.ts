import { QtError } from '../../../../shared/schema/error-code.ts';
import { isLoopback } from '../loopback.ts';

/**
 * Where a stream connects to. With an account's API_URL its origin takes the place of the venue's, `ws` for `http`, so that
 * no address of the exchange's own is left reachable; without one only the venue's known hosts are, and only encrypted.
 * Throws `QtError('INTERNAL')` for any other address, a venue's own answer included.
 */
export function streamUrl(address: string, hosts: readonly string[], apiUrl: string | null): string {
  const url = new URL(address);
  if (apiUrl !== null) {
    const base = new URL(apiUrl);
    const secure = base.protocol === 'https:';
    if (!secure && !isLoopback(base.hostname)) throw new QtError('INTERNAL', 'refused a stream without encryption');
    const prefix = base.pathname.replace(/\/$/, '');
    return `${secure ? 'wss:' : 'ws:'}//${base.host}${prefix}${url.pathname}${url.search}`;
  }
  if (url.protocol !== 'wss:' || !hosts.includes(url.hostname)) {
    throw new QtError('INTERNAL', 'refused a stream to an address outside the venue');
  }
  return url.href;
}
