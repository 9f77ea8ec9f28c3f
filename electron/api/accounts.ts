import { z } from 'zod';
import { accountNameSchema } from '../../shared/schema/signal.ts';
import { procedure, router } from './trpc.ts';

const named = z.strictObject({ name: accountNameSchema });

export const accountsRouter = router({
  list: procedure.query(({ ctx }) => ctx.engine.accounts.list()),
  get: procedure.input(named).query(({ ctx, input }) => ctx.engine.accounts.get(input.name)),
  statuses: procedure.query(({ ctx }) => ctx.engine.accounts.statuses()),
  test: procedure.input(named).mutation(({ ctx, input }) => ctx.engine.accounts.test(input.name)),
  balance: procedure.input(named).mutation(({ ctx, input }) => ctx.engine.accounts.balance(input.name)),
});
