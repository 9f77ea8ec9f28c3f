import { z } from 'zod';
import { APPROVAL_STATES } from '../../shared/schema/approval.ts';
import { shownGroupSchema } from '../../shared/schema/group.ts';
import { shownRouteSchema } from '../../shared/schema/signal.ts';
import { approveSignal } from './confirm-fire.ts';
import { procedure, router } from './trpc.ts';

const idSchema = z.string().regex(/^apr_\w{1,64}$/, 'must look like apr_…');

export const approvalsRouter = router({
  list: procedure
    .input(z.strictObject({ state: z.enum(APPROVAL_STATES).nullable() }))
    .query(({ ctx, input }) => ctx.engine.approvals.list(input.state)),
  get: procedure.input(z.strictObject({ id: idSchema })).query(({ ctx, input }) => ctx.engine.approvals.get(input.id)),
  approve: procedure
    .input(z.strictObject({ id: idSchema, shown: z.union([shownRouteSchema, shownGroupSchema]).optional() }))
    .mutation(({ ctx, input, signal: abort }) => approveSignal(ctx, input.id, input.shown, abort)),
  decline: procedure
    .input(z.strictObject({ id: idSchema }))
    .mutation(({ ctx, input }) => ctx.engine.approvals.decline(input.id, ctx.door)),
});
