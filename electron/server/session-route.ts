import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { QtError } from '../../shared/schema/error-code.ts';
import type { HttpToken } from './http-token.ts';
import type { LoginCodes } from './login-codes.ts';

const exchangeSchema = z.strictObject({ code: z.string().min(1).max(128) });

/** `POST /session`: a login code for the token. The code comes in the fragment of the address, which no server ever sees. */
export function sessionRoute(app: FastifyInstance, token: HttpToken, codes: LoginCodes): void {
  app.post('/session', async (request, reply) => {
    const body = exchangeSchema.safeParse(request.body);
    if (!body.success) throw new QtError('INVALID_INPUT', 'Expected {"code": "…"}.');
    const redeemed = codes.redeem(body.data.code);
    if (redeemed === 'accepted') return { token: token.value };
    const message = 'This sign-in link was used or is too old. Paste the token from the token file instead.';
    return reply.code(redeemed === 'too_many' ? 429 : 401).send({ error: { code: 'UNAUTHORIZED', message } });
  });
}
