import { z } from 'zod';
import { CONFIRM_THEMES } from '../../shared/schema/confirmation.ts';
import { procedure, router } from './trpc.ts';

/** What a page may do about its confirmations: take one back, and say how they should look. Never answer one. */
export const confirmationsRouter = router({
  withdraw: procedure.mutation(({ ctx }) => {
    ctx.confirm?.withdraw();
    return { withdrawn: true };
  }),
  appearance: procedure.input(z.strictObject({ theme: z.enum(CONFIRM_THEMES) })).mutation(({ ctx, input }) => {
    ctx.confirm?.setTheme(input.theme);
    return { theme: input.theme };
  }),
});
