import { z } from 'zod';
import { ARM_MAX_MS, ARM_MIN_MS } from '../../shared/schema/arming.ts';
import { accountNameSchema } from '../../shared/schema/signal.ts';
import { acknowledgeKey, arm, prepareArming } from './confirm-risk.ts';
import { procedure, router } from './trpc.ts';

export const armingRouter = router({
  current: procedure.query(({ ctx }) => ctx.engine.arming.current()),
  prepare: procedure
    .input(z.strictObject({ account_name: accountNameSchema, duration_ms: z.int().min(ARM_MIN_MS).max(ARM_MAX_MS) }))
    .mutation(({ ctx, input }) => prepareArming(ctx, input.account_name, input.duration_ms)),
  arm: procedure
    .input(z.strictObject({ confirmation_id: z.string().max(128), typed: z.string().max(128) }))
    .mutation(({ ctx, input, signal: abort }) => arm(ctx, input, abort)),
  acknowledgeKey: procedure
    .input(z.strictObject({ account_name: accountNameSchema, typed: z.string().max(128) }))
    .mutation(async ({ ctx, input, signal: abort }) => {
      await acknowledgeKey(ctx, input, abort);
      return { acknowledged: true };
    }),
  disarm: procedure
    .input(z.strictObject({ account_name: accountNameSchema.nullable() }))
    .mutation(({ ctx, input }) => ctx.engine.arming.disarm(input.account_name, ctx.door)),
});
