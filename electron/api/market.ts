import { z } from 'zod';
import { exchangeSchema } from '../../shared/schema/exchange.ts';
import { symbolSchema } from '../../shared/schema/signal.ts';
import { procedure, router } from './trpc.ts';

export const marketRouter = router({
  instruments: procedure
    .input(z.strictObject({ exchange: exchangeSchema }))
    .query(({ ctx, input }) => ctx.engine.market.instruments(input.exchange)),
  ticker: procedure
    .input(z.strictObject({ exchange: exchangeSchema, symbol: symbolSchema }))
    .query(({ ctx, input }) => ctx.engine.market.ticker(input.exchange, input.symbol)),
});
