import { request } from 'node:http';
import { QtError } from '../../shared/schema/error-code.ts';

interface RequestOptions {
  method?: string | undefined;
  headers?: unknown;
  body?: unknown;
  signal?: AbortSignal | null | undefined;
}

/**
 * `fetch` over a Unix socket or a named pipe, as far as tRPC's link needs it. An engine that is not there gives
 * `QtError('NO_ENGINE')`; one that stops answering in the middle gives `ENGINE_UNREACHABLE`.
 */
export function socketFetch(socketPath: string): (url: unknown, options?: RequestOptions) => Promise<Response> {
  return (url, options = {}) =>
    new Promise((resolve, reject) => {
      const { pathname, search } = new URL(String(url));
      const outgoing = request(
        {
          socketPath,
          path: pathname + search,
          method: options.method ?? 'GET',
          headers: Object.fromEntries(new Headers(options.headers as Record<string, string>)),
          ...(options.signal ? { signal: options.signal } : {}),
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', () => reject(new QtError('ENGINE_UNREACHABLE')));
          incoming.on('end', () => {
            const headers = { 'content-type': incoming.headers['content-type'] ?? '' };
            resolve(new Response(Buffer.concat(chunks), { status: incoming.statusCode ?? 500, headers }));
          });
        },
      );
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        const nobody = error.code === 'ENOENT' || error.code === 'ECONNREFUSED';
        reject(new QtError(nobody ? 'NO_ENGINE' : 'ENGINE_UNREACHABLE'));
      });
      outgoing.end(typeof options.body === 'string' ? options.body : undefined);
    });
}
