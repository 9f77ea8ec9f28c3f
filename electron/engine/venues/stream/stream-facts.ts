import type { Desk } from '../exchange/exchange-facts.ts';
import type { VenueEvent } from '../venue.ts';

/** What a message of the venue means. Heartbeats and what is of no interest give an empty list. */
export interface StreamReading {
  events: VenueEvent[];
  /** To be sent back at once, as text: an answer to the venue's ping, the next step of a login. */
  reply?: string[];
  /** The login and every subscription are confirmed. */
  live?: true;
  /** The venue refused, or ends the session: close, wait, and connect afresh. Words fit to show. */
  failed?: string;
}

/** One connection's conversation. Fresh for every connection, so sequence numbers start anew. */
export interface StreamTalk {
  /** Sent as soon as the connection is open. */
  hello: string[];
  read(text: string): StreamReading | Promise<StreamReading>;
  /** Sent at this pace to keep the connection alive; null where the venue pings (or WebSocket pings suffice). */
  ping: { everyMs: number; text: () => string } | null;
  /** Called when the connection is gone, for example to give a listen key back. */
  end?(): void;
}

/** Where a venue tells of an account's orders, and how to read it. */
export interface StreamFacts {
  /**
   * The address of the venue's own stream. `openStream` puts the account's API_URL origin in place of it where one is set
   * (`http` gives `ws`), and refuses any other host than those of `hosts`.
   */
  address(desk: Desk): Promise<string>;
  /** Hosts that `address` may lead to, without an account's API_URL. */
  hosts: readonly string[];
  /** Begins a conversation. Signs with the account's own credentials; nothing it sends is ever logged. */
  talk(desk: Desk): Promise<StreamTalk>;
}
