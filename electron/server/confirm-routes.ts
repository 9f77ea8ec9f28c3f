import type { FastifyInstance, FastifyRequest } from 'fastify';
import { QtError } from '../../shared/schema/error-code.ts';
import { confirmAnswerSchema } from '../../shared/schema/confirmation.ts';
import type { ConfirmTaken, ConfirmationDocument } from '../../shared/schema/confirmation.ts';
import type { ConfirmDesk } from '../api/confirm-desk.ts';
import type { ConfirmDesks } from './confirm-desks.ts';
import type { PageSessions } from './page-sessions.ts';

interface OfQuestion {
  Params: { id: string };
}

/**
 * `POST /questions/:id/read` and `/answer`: the surface's own requests. They need the surface's token, which only its origin
 * has, and are taken from its own document alone: a page of another origin cannot make the browser leave out its name.
 */
export function confirmRoutes(
  app: FastifyInstance,
  { sessions, desks, origin }: { sessions: PageSessions; desks: ConfirmDesks; origin: () => string },
): void {
  app.register(async (guarded) => {
    guarded.addHook('onRequest', async (request) => {
      if (request.headers.origin !== origin()) throw new QtError('FORBIDDEN_ORIGIN');
      deskOf(request);
    });
    const deskOf = (request: FastifyRequest): ConfirmDesk => {
      const session = sessions.sessionOf(request.headers.authorization, 'surface');
      if (session === null) throw new QtError('UNAUTHORIZED');
      return desks.of(session);
    };
    guarded.post<OfQuestion>(
      '/questions/:id/read',
      async (request): Promise<{ question: ConfirmationDocument | null }> => {
        return { question: deskOf(request).read(request.params.id) };
      },
    );
    guarded.post<OfQuestion>('/questions/:id/answer', async (request): Promise<{ taken: ConfirmTaken }> => {
      const answer = confirmAnswerSchema.safeParse(request.body);
      if (!answer.success) throw new QtError('INVALID_INPUT');
      return { taken: deskOf(request).answer(request.params.id, answer.data) };
    });
  });
}
