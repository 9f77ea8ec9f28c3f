import { z } from 'zod';
import { exchangeSchema } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { accountNameSchema } from './signal.ts';

/** Where orders go while an exchange is unhealthy. Each list is tried in its order. */
export interface FailoverPolicy {
  /** By exchange: whose main account takes an order that goes to a main account. */
  chains: Partial<Record<Exchange, Exchange[]>>;
  /** By account: which accounts may stand in for exactly this one, where a signal or a strategy chose it. */
  stand_ins: Record<string, string[]>;
}

export const NO_FAILOVER: FailoverPolicy = { chains: {}, stand_ins: {} };

/** One edit. An empty list removes the entry. */
export const failoverChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('chain'), exchange: exchangeSchema, to: z.array(exchangeSchema).max(10) }),
  z.strictObject({
    kind: z.literal('stand_ins'),
    account_name: accountNameSchema,
    to: z.array(accountNameSchema).max(10),
  }),
]);
export type FailoverChange = z.output<typeof failoverChangeSchema>;

/** `unproven`: nothing was asked of it yet, or too little to judge by. Only `unhealthy` moves orders. */
export type HealthState = 'healthy' | 'unproven' | 'unhealthy';

/** One aspect of an exchange's health, by evidence of its accounts. */
export interface HealthAspectDocument {
  state: HealthState;
  /** Since when it is in this state. */
  since: string | null;
  /** Why it is unhealthy; null otherwise. */
  reason: string | null;
  /** When it may count as healthy again, if nothing else goes wrong. */
  trusted_again_at: string | null;
}

/** The health of one place: an exchange, its testnet, or another address of it. Its accounts share it. */
export interface PlaceHealthDocument {
  exchange: Exchange;
  testnet: boolean;
  accounts: string[];
  /** Placing and cancelling. A half-dead exchange answers questions and loses orders. */
  orders: HealthAspectDocument;
  /** Reading: look-ups, balances, market data. */
  reads: HealthAspectDocument;
}

export interface FailoverDocument {
  revision: number;
  updated_at: string | null;
  policy: FailoverPolicy;
  health: PlaceHealthDocument[];
}
