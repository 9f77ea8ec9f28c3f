import { z } from 'zod';
import { ROUTE_SOURCES } from '../../shared/schema/order.ts';
import { accountNameSchema, shownRouteSchema, signalSchema } from '../../shared/schema/signal.ts';
import { fireSignal } from './confirm-fire.ts';
import { cursorSchema } from './cursor.ts';
import { procedure, router } from './trpc.ts';

export const signalsRouter = router({
  preview: procedure.input(signalSchema).query(({ ctx, input }) => ctx.engine.signals.preview(input)),
  fire: procedure.input(signalSchema).mutation(({ ctx, input, signal: abort }) => fireSignal(ctx, input, {}, abort)),
  /** As `fire`, but refused where the signal by now goes elsewhere than it was shown to. */
  fireShown: procedure
    .input(z.strictObject({ signal: signalSchema, shown: shownRouteSchema }))
    .mutation(({ ctx, input: { signal, shown }, signal: abort }) => fireSignal(ctx, signal, { shown }, abort)),
  /** As `preview`, past an earlier order of the account and symbol whose outcome is unknown. */
  previewOverriding: procedure
    .input(signalSchema)
    .query(({ ctx, input }) => ctx.engine.signals.preview(input, { override_pending: true })),
  /** As `fire` (or `fireShown`), past such an order: on a person's word, which is journaled with the new one. */
  fireOverriding: procedure
    .input(z.strictObject({ signal: signalSchema, shown: shownRouteSchema.optional() }))
    .mutation(({ ctx, input: { signal, shown }, signal: abort }) =>
      fireSignal(ctx, signal, { shown, override_pending: true }, abort),
    ),
  list: procedure
    .input(
      z.strictObject({
        limit: z.int().min(1).max(500).default(200),
        before: cursorSchema,
        source: z.enum(ROUTE_SOURCES).nullable().default(null),
        account_name: accountNameSchema.nullable().default(null),
      }),
    )
    .query(({ ctx, input }) => ctx.engine.signals.list(input)),
});
