import { z } from 'zod';
import { LOG_LEVELS } from '../../shared/schema/log-record.ts';
import { accountNameSchema, strategyIdSchema } from '../../shared/schema/signal.ts';
import { procedure, router } from './trpc.ts';

export const logRouter = router({
  query: procedure
    .input(
      z.strictObject({
        limit: z.int().min(1).max(1_000).default(200),
        account_name: accountNameSchema.nullable().default(null),
        strategy_id: strategyIdSchema.nullable().default(null),
        source: z.string().max(64).nullable().default(null),
        level: z.enum(LOG_LEVELS).nullable().default(null),
        since: z.iso.datetime().nullable().default(null),
        before_seq: z.int().nullable().default(null),
        after_seq: z.int().nullable().default(null),
      }),
    )
    .query(({ ctx, input }) => ctx.engine.log.query(input)),
});
