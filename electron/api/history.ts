import { z } from 'zod';
import { accountNameSchema } from '../../shared/schema/signal.ts';
import { procedure, router } from './trpc.ts';

const account = z.strictObject({ account_name: accountNameSchema });

/** The import of an account's past: it asks its exchange questions, and changes no order. */
export const historyRouter = router({
  list: procedure.query(({ ctx }) => ctx.engine.history.list()),
  start: procedure.input(account).mutation(({ ctx, input }) => ctx.engine.history.start(input.account_name, ctx.door)),
  pause: procedure.input(account).mutation(({ ctx, input }) => ctx.engine.history.pause(input.account_name, ctx.door)),
});
