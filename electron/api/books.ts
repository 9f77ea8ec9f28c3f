import { z } from 'zod';
import { tradeQuerySchema } from '../../shared/schema/books.ts';
import { accountNameSchema } from '../../shared/schema/signal.ts';
import { procedure, router } from './trpc.ts';

const account = z.strictObject({ account_name: accountNameSchema });
const accountOrAll = z.strictObject({ account_name: accountNameSchema.nullable().default(null) });

export const booksRouter = router({
  trades: procedure.input(tradeQuerySchema).query(({ ctx, input }) => ctx.engine.books.trades(input)),
  pnl: procedure.input(accountOrAll).query(({ ctx, input }) => ctx.engine.books.pnl(input.account_name)),
  verify: procedure.input(accountOrAll).query(({ ctx, input }) => ctx.engine.books.verify(input.account_name)),
  flows: procedure.input(account).query(({ ctx, input }) => ctx.engine.books.flows(input.account_name)),
});
