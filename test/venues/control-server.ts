import type { IncomingMessage } from 'node:http';
import type { Fault } from './http/faults.ts';
import { listen, readBody } from './http/listen.ts';
import type { Listener } from './http/listen.ts';
import type { LoggedRequest } from './http/request.ts';
import type { BookLevel, VenueHandle } from './venue-server.ts';

interface Inputs {
  'GET /ledger': { account: string };
  'POST /faults': { match: string; fault: Fault; mode?: 'next' | 'always'; count?: number };
  'POST /book': { market: string; bids: BookLevel[]; asks: BookLevel[] };
  'POST /fill': { order_id: string; amount?: string };
  'POST /latency': { ms: number };
  'POST /clock': { skew_ms: number };
}

/** The handle of a venue for another process, on a loopback port of its own: JSON in, JSON out, a GET's input in its query. */
export function startControl(venue: VenueHandle): Promise<Listener> {
  return listen((incoming, response) => {
    answer(venue, incoming)
      .then((body) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)))
      .catch((error: unknown) => response.writeHead(400).end(JSON.stringify({ error: String(error) })));
  });
}

async function answer(venue: VenueHandle, incoming: IncomingMessage): Promise<unknown> {
  const url = new URL(incoming.url ?? '/', 'http://control');
  const text = await readBody(incoming);
  const input = text === '' ? Object.fromEntries(url.searchParams) : JSON.parse(text);

  const call = `${incoming.method} ${url.pathname}`;
  switch (call) {
    case 'GET /ledger':
      return venue.ledger((input as Inputs[typeof call]).account);
    case 'GET /requests':
      return venue.requests.map(withoutCredentials);
    case 'POST /faults': {
      const { match, fault, mode, count } = input as Inputs[typeof call];
      if (mode === 'always') venue.faults.always(match, fault);
      else venue.faults.next(match, fault, count);
      return { pending: venue.faults.pending() };
    }
    case 'GET /faults':
      return { pending: venue.faults.pending() };
    case 'DELETE /faults':
      venue.faults.clear();
      return {};
    case 'POST /book': {
      const { market, bids, asks } = input as Inputs[typeof call];
      venue.setBook(market, { bids, asks });
      return {};
    }
    case 'POST /fill':
      return venue.fillResting((input as Inputs[typeof call]).order_id, (input as Inputs[typeof call]).amount);
    case 'POST /latency':
      venue.setLatency((input as Inputs[typeof call]).ms);
      return {};
    case 'POST /clock':
      venue.setClockSkew((input as Inputs[typeof call]).skew_ms);
      return {};
    default:
      throw new Error(`no such control: ${call}`);
  }
}

/** The log as another process may read it: no header, no raw query and no raw body leaves this one. */
function withoutCredentials(request: LoggedRequest): object {
  const { headers: _headers, rawQuery: _rawQuery, rawBody: _rawBody, params, ...rest } = request;
  return { ...rest, params: Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'signature')) };
}
