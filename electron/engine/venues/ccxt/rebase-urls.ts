/**
 * Replaces the origin in every address of a ccxt address table and keeps the path, which holds the version (`/api/v3`).
 * Every entry is replaced, also those that are not in use: an entry left out would still lead to production.
 */
export function rebaseUrls(urls: unknown, base: string): unknown {
  if (typeof urls === 'string') return urls.replace(/^\w+:\/\/[^/]*/, base);
  if (typeof urls !== 'object' || urls === null) return urls;
  return Object.fromEntries(Object.entries(urls).map(([key, value]) => [key, rebaseUrls(value, base)]));
}
