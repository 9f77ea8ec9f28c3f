import { z } from 'zod';
import { ORDER_STATUSES } from '../../shared/schema/order.ts';
import { accountNameSchema } from '../../shared/schema/signal.ts';
import { cursorSchema } from './cursor.ts';
import { procedure, router } from './trpc.ts';

const byId = z.strictObject({ id: z.string().min(1).max(128) });

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
  get: procedure.input(byId).query(({ ctx, input }) => ctx.engine.orders.get(input.id)),
  cancel: procedure.input(byId).mutation(({ ctx, input }) => ctx.engine.orders.cancel(input.id, ctx.door)),
});
