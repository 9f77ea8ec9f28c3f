import { z } from 'zod';
import { accountNameSchema, symbolSchema } from '../../shared/schema/signal.ts';
import { closePosition } from './confirm-orders.ts';
import { procedure, router } from './trpc.ts';

export const positionsRouter = router({
  /** Asked of the venues at this moment. Without an account: of every account that can be asked. */
  list: procedure
    .input(z.strictObject({ account_name: accountNameSchema.nullable().default(null) }))
    .query(({ ctx, input }) => ctx.engine.positions.list(input.account_name)),
  close: procedure
    .input(z.strictObject({ account_name: accountNameSchema, symbol: symbolSchema }))
    .mutation(({ ctx, input, signal: abort }) => closePosition(ctx, input.account_name, input.symbol, abort)),
});
