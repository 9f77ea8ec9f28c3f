import type { ExchangeSource, TraceStep } from '../schema/decision.ts';
import type { Exchange } from '../schema/exchange.ts';
import type { RoutingRequest, RoutingSnapshot } from './route.ts';
import { chosen, ownEntry } from './offers.ts';
import type { Offer } from './offers.ts';

export interface ExchangeChoice {
  exchange: Exchange;
  source: ExchangeSource;
  step: TraceStep;
}

/** Step 1: signal, then the strategy's exchange, then the default exchange. It always finds one. */
export function exchangeStep(request: RoutingRequest, snapshot: RoutingSnapshot): ExchangeChoice {
  const signal = signalOffer(request);
  const strategy = strategyOffer(request, snapshot);
  const fallback = {
    source: 'default',
    value: snapshot.defaultExchange,
    reason: `${snapshot.defaultExchange} is the default exchange`,
  } as const;

  const winner = offersExchange(signal) ? signal : offersExchange(strategy) ? strategy : fallback;
  return {
    exchange: winner.value,
    source: winner.source,
    step: {
      step: 'exchange',
      outcome: 'chosen',
      value: winner.value,
      source: winner.source,
      reason: winner.reason,
      considered: chosen([signal, strategy, fallback], winner),
    },
  };
}

interface ExchangeOffer extends Offer<ExchangeSource> {
  value: Exchange | null;
}

function offersExchange(offer: ExchangeOffer): offer is ExchangeOffer & { value: Exchange } {
  return offer.value !== null;
}

function signalOffer({ exchange }: RoutingRequest): ExchangeOffer {
  if (exchange === undefined) return { source: 'signal', value: null, reason: 'the signal names no exchange' };
  return { source: 'signal', value: exchange, reason: `the signal named ${exchange}` };
}

function strategyOffer({ strategy_id: id }: RoutingRequest, { maps }: RoutingSnapshot): ExchangeOffer {
  const source = 'strategy_policy';
  if (id === undefined) return { source, value: null, reason: 'the signal names no strategy' };
  const exchange = ownEntry(maps.exchanges, id);
  if (exchange === undefined) return { source, value: null, reason: `strategy ${id} is not mapped to an exchange` };
  return { source, value: exchange, reason: `strategy ${id} is mapped to ${exchange}` };
}
