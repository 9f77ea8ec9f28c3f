import { QtError } from '../../shared/schema/error-code.ts';
import { procedure, router } from './trpc.ts';

export const systemRouter = router({
  status: procedure.query(({ ctx }) => ctx.engine.system()),
  /** A fresh link that signs a browser in. NO_ENGINE where no page is served, and at every door but the control socket. */
  login: procedure.mutation(({ ctx }) => {
    if (!ctx.mintLoginUrl) throw new QtError('NO_ENGINE', 'The console is not served as a web page. Start "qt serve".');
    return { login_url: ctx.mintLoginUrl() };
  }),
});
