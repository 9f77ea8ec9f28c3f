import { statementInputSchema } from '../../shared/schema/statement.ts';
import { procedure, router } from './trpc.ts';

export const statementsRouter = router({
  make: procedure.input(statementInputSchema).query(({ ctx, input }) => ctx.engine.statements.make(input)),
});
