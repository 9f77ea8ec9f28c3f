import type { FastifyInstance, FastifyReply } from 'fastify';
import { QtError } from '../../shared/schema/error-code.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import { fireOutcome } from '../api/fire-outcome.ts';
import type { FireOutcome } from '../api/fire-outcome.ts';
import type { Engine } from '../engine/engine-interface.ts';

const STATUS_OF: Record<FireOutcome['kind'], number> = {
  placed: 200,
  unknown: 202,
  waiting: 202,
  refused: 409,
  refused_by_venue: 409,
};

/** `POST /signals`: the intake for other programs. */
export function signalsRoute(app: FastifyInstance, engine: Engine): void {
  app.post('/signals', async (request, reply): Promise<FastifyReply> => {
    const signal = signalSchema.safeParse(request.body);
    if (!signal.success) throw new QtError('INVALID_SIGNAL', readableIssues(signal.error.issues));
    const fired = await engine.signals.fire(signal.data, 'http');
    const outcome = fireOutcome(fired);
    // A caller that looks at `error` alone must not take an order that the venue refused for a placed one.
    const refused = outcome.kind === 'refused' || outcome.kind === 'refused_by_venue';
    const error = fired.error ?? (refused ? fired.orders.find((order) => order.error)?.error : undefined);
    return reply.code(STATUS_OF[outcome.kind]).send(error ? { ...fired, error } : fired);
  });
}
