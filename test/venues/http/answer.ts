import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { VenueAnswer } from './request.ts';

const PAGE =
  '<!DOCTYPE html><html><head><title>Attention required</title></head><body>Please try again later.</body></html>';

/** Writes what the venue says, or what the fault makes of it. Returns the status that went out, or undefined when none did. */
export function writeAnswer(
  response: ServerResponse,
  answer: VenueAnswer | undefined,
  fault: Fault | undefined,
  rateLimitBody: unknown,
): number | undefined {
  switch (fault?.kind) {
    case undefined:
    case 'delay':
      if (!answer) throw new Error('nothing to answer');
      return write(response, answer.status, answer.body, answer.headers);
    case 'rewrite':
      if (!answer) throw new Error('nothing to answer');
      return write(response, answer.status, rewritten(answer.body, fault.replace), answer.headers);
    case 'drop_before':
    case 'drop_after':
      response.socket?.destroy();
      return undefined;
    case 'hang':
      return undefined;
    case 'garbage_200':
      return write(response, 200, PAGE);
    case 'empty_200':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '0' }).end();
      return 200;
    case 'status':
      return write(response, fault.status, PAGE);
    case 'error':
      return write(response, fault.status, fault.body, fault.headers);
    case 'rate_limit':
      return write(response, fault.status ?? 429, rateLimitBody, { 'retry-after': String(fault.retryAfter) });
    case 'truncated_200':
      return truncate(response, JSON.stringify(answer?.body ?? null), fault.cutSocket === true);
  }
}

function rewritten(body: unknown, replace: Readonly<Record<string, string>>): unknown {
  let text = JSON.stringify(body);
  for (const [from, to] of Object.entries(replace)) text = text.replaceAll(from, to);
  return JSON.parse(text) as unknown;
}

function write(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): number {
  const page = typeof body === 'string';
  response.writeHead(status, { 'content-type': page ? 'text/html' : 'application/json;charset=UTF-8', ...headers });
  response.end(page ? body : JSON.stringify(body));
  return status;
}

function truncate(response: ServerResponse, text: string, cutSocket: boolean): number {
  const half = text.slice(0, Math.floor(text.length / 2));
  const length = Buffer.byteLength(cutSocket ? text : half);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(length) });
  if (cutSocket) response.write(half, () => response.socket?.destroy());
  else response.end(half);
  return 200;
}
