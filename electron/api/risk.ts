import { z } from 'zod';
import { riskChangeSchema } from '../../shared/schema/risk-policy.ts';
import { accountNameSchema } from '../../shared/schema/signal.ts';
import { procedure, router } from './trpc.ts';

const changes = z.array(riskChangeSchema).min(1).max(200);

export const riskRouter = router({
  current: procedure.query(({ ctx }) => ctx.engine.risk.current()),
  measure: procedure
    .input(z.strictObject({ account_name: accountNameSchema.nullable() }))
    .query(({ ctx, input }) => ctx.engine.risk.measure(input.account_name)),
  change: procedure
    .input(z.strictObject({ changes, base_revision: z.int().min(0).nullable() }))
    .mutation(({ ctx, input }) => ctx.engine.risk.change(input.changes, input.base_revision, ctx.door)),
  impact: procedure.input(z.strictObject({ changes })).query(({ ctx, input }) => ctx.engine.risk.impact(input.changes)),
});
