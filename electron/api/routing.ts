import { z } from 'zod';
import { mappingChangeSchema } from '../../shared/schema/mapping.ts';
import { procedure, router } from './trpc.ts';

const changes = z.array(mappingChangeSchema).min(1).max(200);

export const routingRouter = router({
  current: procedure.query(({ ctx }) => ctx.engine.routing.current()),
  strategies: procedure.query(({ ctx }) => ctx.engine.routing.strategies()),
  revisions: procedure
    .input(z.strictObject({ limit: z.int().min(1).max(500).default(50) }))
    .query(({ ctx, input }) => ctx.engine.routing.revisions(input.limit)),
  impact: procedure
    .input(z.strictObject({ changes }))
    .query(({ ctx, input }) => ctx.engine.routing.impact(input.changes)),
  // Not `apply`: tRPC reserves that name.
  change: procedure
    .input(z.strictObject({ changes, base_revision: z.int().min(0).nullable() }))
    .mutation(({ ctx, input }) => ctx.engine.routing.apply(input.changes, input.base_revision, ctx.door)),
  undo: procedure.mutation(({ ctx }) => ctx.engine.routing.undo(ctx.door)),
});
