import { accountsRouter } from './accounts.ts';
import { approvalsRouter } from './approvals.ts';
import { armingRouter } from './arming.ts';
import { booksRouter } from './books.ts';
import { confirmationsRouter } from './confirmations.ts';
import { equityRouter } from './equity.ts';
import { eventsRouter } from './events.ts';
import { failoverRouter } from './failover.ts';
import { groupsRouter } from './groups.ts';
import { historyRouter } from './history.ts';
import { logRouter } from './log.ts';
import { marketRouter } from './market.ts';
import { ordersRouter } from './orders.ts';
import { positionsRouter } from './positions.ts';
import { riskRouter } from './risk.ts';
import { routingRouter } from './routing.ts';
import { safekeepingRouter } from './safekeeping.ts';
import { signalsRouter } from './signals.ts';
import { statementsRouter } from './statements.ts';
import { stopsRouter } from './stops.ts';
import { systemRouter } from './system.ts';
import { createCallerFactory, router } from './trpc.ts';

/** The one list of what any client can do, whichever door it comes through. */
export const appRouter = router({
  accounts: accountsRouter,
  approvals: approvalsRouter,
  arming: armingRouter,
  books: booksRouter,
  confirmations: confirmationsRouter,
  equity: equityRouter,
  events: eventsRouter,
  failover: failoverRouter,
  groups: groupsRouter,
  history: historyRouter,
  log: logRouter,
  market: marketRouter,
  orders: ordersRouter,
  positions: positionsRouter,
  risk: riskRouter,
  routing: routingRouter,
  safekeeping: safekeepingRouter,
  signals: signalsRouter,
  statements: statementsRouter,
  stops: stopsRouter,
  system: systemRouter,
});

export type AppRouter = typeof appRouter;
export const createCaller = createCallerFactory(appRouter);
