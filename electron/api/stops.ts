import { z } from 'zod';
import { killInputSchema, riskScopeSchema } from '../../shared/schema/risk-policy.ts';
import { kill, prepareRelease, release } from './confirm-risk.ts';
import { procedure, router } from './trpc.ts';

export const stopsRouter = router({
  current: procedure.query(({ ctx }) => ctx.engine.stops.current()),
  kill: procedure.input(killInputSchema).mutation(({ ctx, input, signal: abort }) => kill(ctx, input, abort)),
  prepareRelease: procedure
    .input(z.strictObject({ scope: riskScopeSchema }))
    .mutation(({ ctx, input }) => prepareRelease(ctx, input.scope)),
  release: procedure
    .input(z.strictObject({ confirmation_id: z.string().max(128), typed: z.string().max(256) }))
    .mutation(({ ctx, input, signal: abort }) => release(ctx, input, abort)),
});
