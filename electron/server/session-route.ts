import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { QtError } from '../../shared/schema/error-code.ts';
import type { LoginCodes } from './login-codes.ts';

const exchangeSchema = z.strictObject({ code: z.string().min(1).max(128) });

/**
 * `POST /session`: a code for what it stands for. The code comes in the fragment of the address, which no server ever sees.
 */
export function sessionRoute<T>(app: FastifyInstance, codes: LoginCodes<T>, answer: (of: T) => object): void {
  app.post('/session', async (request, reply) => {
    const body = exchangeSchema.safeParse(request.body);
    if (!body.success) throw new QtError('INVALID_INPUT', 'Expected {"code": "…"}.');
    const redeemed = codes.redeem(body.data.code);
    if (redeemed.outcome === 'accepted') return answer(redeemed.of);
    const message = 'This sign-in link was used or is too old. "qt login" prints a fresh one.';
    return reply.code(redeemed.outcome === 'too_many' ? 429 : 401).send({ error: { code: 'UNAUTHORIZED', message } });
  });
}
