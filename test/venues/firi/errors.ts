import type { Fault, Processing } from '../http/faults.ts';
import type { VenueAnswer } from '../http/request.ts';

/** The names that Firi's page lists, and (below the line) the convention of this venue where the page is silent. */
const STATUS = {
  ApiKeyNotFound: 401,
  'Expired Signature': 401,
  'Invalid Signature': 401,
  SecurityLevelTooLow: 403,
  // ---
  BadRequest: 400,
  InsufficientBalance: 400,
  MarketNotFound: 404,
  OrderNotFound: 404,
  NotFound: 404,
  TooManyRequests: 429,
} as const;

export type FiriErrorName = keyof typeof STATUS;

/** A refusal by the venue; thrown inside a route and answered as `{name, message}`. */
export class FiriError extends Error {
  override readonly name: FiriErrorName;

  constructor(name: FiriErrorName, message: string = name) {
    super(message);
    this.name = name;
  }
}

export function errorAnswer({ name, message }: FiriError): VenueAnswer {
  return { status: STATUS[name], body: { name, message } };
}

/** A fault that answers with an error of Firi's format; `processed` decides whether the order was accepted all the same. */
export function firiFault(
  name: FiriErrorName,
  options: { message?: string; status?: number; processed?: Processing } = {},
): Fault {
  const { status, body } = errorAnswer(new FiriError(name, options.message));
  return { kind: 'error', status: options.status ?? status, body, processed: options.processed ?? false };
}
