import type { VenueAccount } from '../core/account.ts';
import type { OpenSession } from './stream.ts';

/** A request as it came in, before anything believed it. */
export interface VenueRequest {
  readonly method: string;
  readonly path: string;
  /** Without the `?`, undecoded: signatures cover these very bytes. */
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string;
}

/** What is known of a request from its headers alone. Nothing here is verified. */
export interface Credentials {
  /** The account whose key it names, if that key is known. */
  readonly account: VenueAccount | undefined;
  /** It carries a signature. */
  readonly signed: boolean;
  /** It carries a key, a client id or a signature: no request of a paper account may. */
  readonly carriesCredentials: boolean;
}

export interface VenueAnswer {
  readonly status: number;
  /** Sent as JSON; a string is sent as HTML. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route {
  /** Stable name for fault matching and assertions, as `order.place`. */
  readonly name: string;
  /** It cancels more than one order. */
  readonly dangerous?: boolean;
  readonly handle: (request: VenueRequest) => VenueAnswer;
}

/** One line of the request log. Credentials are in `headers` and `rawQuery`: compare, do not print. */
export interface LoggedRequest extends VenueRequest {
  readonly seq: number;
  readonly at: number;
  /** The query and the body (form or JSON) together, as read. */
  readonly params: Readonly<Record<string, string>>;
  readonly route: string;
  readonly account: string | undefined;
  readonly signed: boolean;
  readonly carriesCredentials: boolean;
  readonly dangerous: boolean;
  /** The fault that was applied, if any. */
  fault: string | undefined;
  /** What the venue itself did with it: its answer's status, or undefined when it never processed it. */
  processedStatus: number | undefined;
  /** The status that went out, or undefined when nothing did. */
  answeredStatus: number | undefined;
}

/** What a protocol tells the HTTP layer. */
export interface VenueProtocol {
  readonly name: string;
  route(request: VenueRequest): Route;
  credentials(request: VenueRequest): Credentials;
  /** How the venue writes its ids of orders and trades, where they are no plain numbers. The ledger then shows the same. */
  readonly ids?: { order(id: number): string; trade(id: number): string };
  /** Present where the venue has streams. */
  readonly stream?: OpenSession;
  /** The body of a 429 or 418. */
  readonly rateLimitBody: unknown;
}
