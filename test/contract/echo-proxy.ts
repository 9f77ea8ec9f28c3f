import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came in, as the answer may quote it back. */
export interface Quoted {
  method: string;
  url: string;
  headers: string;
  body: string;
}

export interface Echo {
  status: number;
  headers?: Record<string, string>;
  body: string;
}

export interface EchoProxy {
  url: string;
  /** The next credentialed requests that match are answered like this, in order; everything else goes on to the venue. */
  next(match: (quoted: Quoted) => boolean, answer: (quoted: Quoted) => Echo, count?: number): void;
  pending(): number;
  close(): Promise<void>;
}

/** A careless proxy in front of a venue: it can quote a request, its key and its signature included, in its answer. */
export async function startEchoProxy(venueUrl: string): Promise<EchoProxy> {
  let entries: { match: (quoted: Quoted) => boolean; answer: (quoted: Quoted) => Echo; left: number }[] = [];
  const server = createServer((incoming, response) => {
    void readAll(incoming).then((body) => {
      const headers = incoming.rawHeaders.join(' ');
      const quoted = { method: incoming.method ?? '', url: incoming.url ?? '', headers, body };
      const credentialed = /x-mbx-apikey|firi-/i.test(headers);
      const entry = credentialed ? entries.find(({ match }) => match(quoted)) : undefined;
      if (entry) {
        entry.left -= 1;
        entries = entries.filter(({ left }) => left > 0);
        const echo = entry.answer(quoted);
        response.writeHead(echo.status, { 'content-type': 'application/json', ...echo.headers }).end(echo.body);
        return;
      }
      const target = new URL(venueUrl);
      const onward = request(
        {
          host: target.hostname,
          port: target.port,
          path: quoted.url,
          method: quoted.method,
          headers: { ...incoming.headers, host: target.host },
        },
        (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        },
      );
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    next: (match, answer, count = 1) => void entries.push({ match, answer, left: count }),
    pending: () => entries.reduce((sum, { left }) => sum + left, 0),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function readAll(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of incoming.setEncoding('utf8')) text += part as string;
  return text;
}
