import { createContext, use } from 'react';
import type { Routing } from './use-routing.ts';

const RoutingContext = createContext<Routing | null>(null);

export const RoutingProvider = RoutingContext.Provider;

/** The routing that the view shows. The canvas library draws the cards, so it cannot be passed down to them. */
export function useShownRouting(): Routing {
  const routing = use(RoutingContext);
  if (!routing) throw new Error('no routing around this component');
  return routing;
}
