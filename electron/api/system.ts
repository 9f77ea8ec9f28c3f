import { procedure, router } from './trpc.ts';

export const systemRouter = router({
  status: procedure.query(({ ctx }) => ctx.engine.system()),
});
