import type { FastifyError, FastifyInstance } from 'fastify';
import { ERROR_CODES, QtError } from '../../shared/schema/error-code.ts';
import type { ErrorCode, ErrorDocument } from '../../shared/schema/error-code.ts';

const STATUS_OF: Partial<Record<ErrorCode, number>> = {
  INVALID_SIGNAL: 422,
  INVALID_INPUT: 422,
  UNAUTHORIZED: 401,
  FORBIDDEN_ORIGIN: 403,
  NOT_FOUND: 404,
  // Nobody may take an order that may be out there for a refused one.
  OUTCOME_UNKNOWN: 202,
  INTERNAL: 500,
};
/** Any other expected failure is a refusal. */
const REFUSED = 409;

/** Every answer that is not a success is `{"error":{"code","message"}}`, and tells nothing of the inside. */
export function answerFailures(app: FastifyInstance, onFault: (error: unknown) => void): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const { status, document } = describe(error, request.url);
    if (document.code === 'INTERNAL') onFault(error);
    return reply.code(status).send({ error: document });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: { code: 'NOT_FOUND', message: ERROR_CODES.NOT_FOUND } satisfies ErrorDocument }),
  );
}

function describe(error: FastifyError | QtError, url: string): { status: number; document: ErrorDocument } {
  if (error instanceof QtError) {
    return { status: STATUS_OF[error.code] ?? REFUSED, document: { code: error.code, message: error.message } };
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) return { status: 500, document: { code: 'INTERNAL', message: ERROR_CODES.INTERNAL } };
  // A body that is no JSON is a signal of the wrong form, like any other bad body.
  const badSignal = status === 400 && url.startsWith('/signals');
  return badSignal
    ? { status: 422, document: { code: 'INVALID_SIGNAL', message: 'The body is not valid JSON.' } }
    : { status, document: { code: 'INVALID_INPUT', message: error.message } };
}
