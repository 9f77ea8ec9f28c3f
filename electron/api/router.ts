import { accountsRouter } from './accounts.ts';
import { armingRouter } from './arming.ts';
import { eventsRouter } from './events.ts';
import { logRouter } from './log.ts';
import { marketRouter } from './market.ts';
import { ordersRouter } from './orders.ts';
import { routingRouter } from './routing.ts';
import { signalsRouter } from './signals.ts';
import { systemRouter } from './system.ts';
import { createCallerFactory, router } from './trpc.ts';

/** The one list of what any client can do, whichever door it comes through. */
export const appRouter = router({
  accounts: accountsRouter,
  arming: armingRouter,
  events: eventsRouter,
  log: logRouter,
  market: marketRouter,
  orders: ordersRouter,
  routing: routingRouter,
  signals: signalsRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
