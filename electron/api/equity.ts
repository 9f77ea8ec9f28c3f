import { z } from 'zod';
import { equityQuerySchema, performanceQuerySchema } from '../../shared/schema/equity.ts';
import { accountNameSchema } from '../../shared/schema/signal.ts';
import { procedure, router } from './trpc.ts';

export const equityRouter = router({
  summary: procedure.query(({ ctx }) => ctx.engine.equity.summary()),
  measure: procedure
    .input(z.strictObject({ account_name: accountNameSchema.nullable().default(null) }))
    .query(({ ctx, input }) => ctx.engine.equity.measure(input.account_name)),
  curve: procedure.input(equityQuerySchema).query(({ ctx, input }) => ctx.engine.equity.curve(input)),
  marks: procedure
    .input(z.strictObject({ account_name: accountNameSchema }))
    .query(({ ctx, input }) => ctx.engine.equity.marks(input.account_name)),
  performance: procedure.input(performanceQuerySchema).query(({ ctx, input }) => ctx.engine.equity.performance(input)),
  feeDays: procedure
    .input(z.strictObject({ account_name: accountNameSchema, days: z.int().min(1).max(400).default(30) }))
    .query(({ ctx, input }) => ctx.engine.equity.feeDays(input.account_name, input.days)),
});
