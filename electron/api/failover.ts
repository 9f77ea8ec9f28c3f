import { z } from 'zod';
import { failoverChangeSchema } from '../../shared/schema/failover.ts';
import { procedure, router } from './trpc.ts';

export const failoverRouter = router({
  current: procedure.query(({ ctx }) => ctx.engine.failover.current()),
  change: procedure
    .input(
      z.strictObject({
        changes: z.array(failoverChangeSchema).min(1).max(100),
        base_revision: z.int().min(0).nullable(),
      }),
    )
    .mutation(({ ctx, input }) => ctx.engine.failover.change(input.changes, input.base_revision, ctx.door)),
});
