import { z } from 'zod';
import { groupSchema, groupSignalSchema, shownGroupSchema } from '../../shared/schema/group.ts';
import { groupNameSchema, signalIdSchema } from '../../shared/schema/signal.ts';
import { fireGroup, retryGroup } from './confirm-group.ts';
import { procedure, router } from './trpc.ts';

const byName = z.strictObject({ name: groupNameSchema });
const bySignal = z.strictObject({ signal_id: signalIdSchema });

export const groupsRouter = router({
  list: procedure.query(({ ctx }) => ctx.engine.groups.list()),
  get: procedure.input(byName).query(({ ctx, input }) => ctx.engine.groups.get(input.name)),
  set: procedure
    .input(z.strictObject({ group: groupSchema, base_revision: z.int().min(0).nullable() }))
    .mutation(({ ctx, input }) => ctx.engine.groups.set(input.group, input.base_revision, ctx.door)),
  remove: procedure.input(byName).mutation(({ ctx, input }) => ctx.engine.groups.remove(input.name, ctx.door)),
  preview: procedure.input(groupSignalSchema).query(({ ctx, input }) => ctx.engine.groups.preview(input)),
  fire: procedure
    .input(groupSignalSchema)
    .mutation(({ ctx, input, signal: abort }) => fireGroup(ctx, input, undefined, abort)),
  /** As `fire`, but refused where the group was changed since it was shown. */
  fireShown: procedure
    .input(z.strictObject({ signal: groupSignalSchema, shown: shownGroupSchema }))
    .mutation(({ ctx, input: { signal, shown }, signal: abort }) => fireGroup(ctx, signal, shown, abort)),
  retry: procedure.input(bySignal).mutation(({ ctx, input, signal: abort }) => retryGroup(ctx, input.signal_id, abort)),
  firing: procedure.input(bySignal).query(({ ctx, input }) => ctx.engine.groups.firing(input.signal_id)),
  firings: procedure
    .input(z.strictObject({ limit: z.int().min(1).max(500).default(50) }))
    .query(({ ctx, input }) => ctx.engine.groups.firings(input.limit)),
});
