import type { FetchedAnswer } from '../deps.ts';

/** The whole body as text; null when it is longer than `maxBytes`. Throws when the connection breaks before its end. */
export async function readBody(response: FetchedAnswer, maxBytes: number): Promise<string | null> {
  if (Number(response.headers.get('content-length') ?? '0') > maxBytes) return null;
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let read = 0;
  let text = '';
  for await (const chunk of response.body) {
    read += chunk.byteLength;
    if (read > maxBytes) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
