import type { Fault, Processing } from '../http/faults.ts';
import type { VenueAnswer } from '../http/request.ts';

/** A refusal in Kraken's words (`EOrder:Insufficient funds`); thrown inside a route and answered with 200, as Kraken does. */
export class KrakenError extends Error {}

export function errorAnswer({ message }: KrakenError): VenueAnswer {
  return { status: 200, body: { error: [message] } };
}

export const invalidArguments = (name: string): KrakenError => new KrakenError(`EGeneral:Invalid arguments:${name}`);

/** A fault that answers with Kraken's words. `processed` decides whether the request had its effect all the same. */
export function krakenFault(words: string, options: { status?: number; processed?: Processing } = {}): Fault {
  const { status = 200, processed = false } = options;
  return { kind: 'error', status, body: { error: [words] }, processed };
}
