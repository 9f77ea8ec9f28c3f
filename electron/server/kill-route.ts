import type { FastifyInstance, FastifyReply } from 'fastify';
import { QtError } from '../../shared/schema/error-code.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import { killInputSchema } from '../../shared/schema/risk-policy.ts';
import type { Engine } from '../engine/engine-interface.ts';

/** Without a scope everything is meant. */
const bodySchema = killInputSchema.extend({ scope: killInputSchema.shape.scope.default({ kind: 'global' }) });

/** `POST /kill`: any program that may send signals may stop them. Releasing a stop is for a person. */
export function killRoute(app: FastifyInstance, engine: Engine): void {
  app.post('/kill', async (request, reply): Promise<FastifyReply> => {
    const input = bodySchema.safeParse(request.body ?? {});
    if (!input.success) throw new QtError('INVALID_INPUT', readableIssues(input.error.issues));
    return reply.code(200).send(engine.stops.kill(input.data, 'http'));
  });
}
