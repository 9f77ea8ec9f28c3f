import { procedure, router } from './trpc.ts';

/** The audit chain's head, and copies of the journal. Restoring is a command of its own: no engine may run meanwhile. */
export const safekeepingRouter = router({
  auditHead: procedure.query(({ ctx }) => ctx.engine.audit.head()),
  backups: procedure.query(({ ctx }) => ctx.engine.backups.list()),
  backUp: procedure.mutation(({ ctx }) => ctx.engine.backups.make()),
});
