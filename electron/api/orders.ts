import { z } from 'zod';
import { ORDER_STATUSES, cancelAllSchema, orderDecisionSchema } from '../../shared/schema/order.ts';
import { orderPageQuerySchema, orderTodaySchema } from '../../shared/schema/order-page.ts';
import { accountNameSchema, positiveDecimalSchema } from '../../shared/schema/signal.ts';
import { amendOrder } from './confirm-orders.ts';
import { cursorSchema } from './cursor.ts';
import { procedure, router } from './trpc.ts';

const byId = z.strictObject({ id: z.string().min(1).max(128) });

/** Null: every account. */
const ofAccount = z.strictObject({ account_name: accountNameSchema.nullable().default(null) });

export const ordersRouter = router({
  list: procedure
    .input(
      z.strictObject({
        limit: z.int().min(1).max(1_000).default(200),
        before: cursorSchema,
        account_name: accountNameSchema.nullable().default(null),
        status: z
          .enum([...ORDER_STATUSES, 'unsettled'])
          .nullable()
          .default(null),
      }),
    )
    .query(({ ctx, input }) => ctx.engine.orders.list(input)),
  page: procedure.input(orderPageQuerySchema).query(({ ctx, input }) => ctx.engine.orders.page(input)),
  choices: procedure.query(({ ctx }) => ctx.engine.orders.choices()),
  today: procedure.input(orderTodaySchema).query(({ ctx, input }) => ctx.engine.orders.today(input.kind)),
  get: procedure.input(byId).query(({ ctx, input }) => ctx.engine.orders.get(input.id)),
  amend: procedure
    .input(byId.extend({ amount: positiveDecimalSchema.optional(), price: positiveDecimalSchema.optional() }))
    .mutation(({ ctx, input: { id, ...change }, signal: abort }) => amendOrder(ctx, id, change, abort)),
  cancelAll: procedure
    .input(cancelAllSchema)
    .mutation(({ ctx, input }) => ctx.engine.orders.cancelAll(input, ctx.door)),
  external: procedure.input(ofAccount).query(({ ctx, input }) => ctx.engine.orders.external(input.account_name)),
  cancelExternal: procedure
    .input(z.strictObject({ account_name: accountNameSchema, venue_order_id: z.string().min(1).max(128) }))
    .mutation(({ ctx, input }) => ctx.engine.orders.cancelExternal(input.account_name, input.venue_order_id, ctx.door)),
  reconcile: procedure.input(ofAccount).mutation(({ ctx, input }) => ctx.engine.orders.reconcile(input.account_name)),
  resolve: procedure
    .input(byId.extend({ decision: orderDecisionSchema }))
    .mutation(({ ctx, input }) => ctx.engine.orders.resolve(input.id, input.decision, ctx.door)),
  cancel: procedure.input(byId).mutation(({ ctx, input }) => ctx.engine.orders.cancel(input.id, ctx.door)),
});
