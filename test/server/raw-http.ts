import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/** Sends exactly these bytes and reads until the server closes. No client library tidies the request up on the way. */
export async function rawRequest(port: number, text: string): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(text);
  await Promise.race([once(socket, 'close'), once(socket, 'error')]);
  const [head = '', ...rest] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0), head, body: rest.join('\r\n\r\n') };
}

/** One request with these headers, the connection closed after it. */
export function requestText(
  method: string,
  target: string,
  headers: [name: string, value: string][],
  body: string | null = null,
): string {
  const lines = [...headers, ['Connection', 'close'] as const];
  if (body !== null) lines.push(['Content-Length', String(Buffer.byteLength(body))]);
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return `${method} ${target} HTTP/1.1\r\n${head}\r\n${body ?? ''}`;
}
