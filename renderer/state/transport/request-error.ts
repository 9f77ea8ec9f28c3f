import { TRPCClientError } from '@trpc/client';
import { ERROR_CODES, QtError, isErrorCode } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';

/** A failed call in the shape that tRPC gives to errors of the router, so that both doors fail alike. */
export function clientError(error: ErrorDocument): TRPCClientError<never> {
  return TRPCClientError.from({
    error: {
      code: -32_603,
      message: error.message,
      data: { code: 'INTERNAL_SERVER_ERROR', httpStatus: 500, qt_code: error.code },
    },
  });
}

/** Code and text of anything that a query, a mutation or a subscription failed with, or that an answer says failed. */
export function errorOf(error: unknown): ErrorDocument {
  if (isDocument(error)) return { code: error.code, message: error.message };
  if (error instanceof QtError) return { code: error.code, message: error.message };
  if (!(error instanceof TRPCClientError)) return { code: 'INTERNAL', message: ERROR_CODES.INTERNAL };
  if (error.cause instanceof QtError) return errorOf(error.cause);
  const code = (error.data as { qt_code?: unknown } | null | undefined)?.qt_code;
  if (isErrorCode(code)) return { code, message: error.message };
  // What is left never reached the router: no connection, or an answer that is not the engine's.
  return { code: 'ENGINE_UNREACHABLE', message: ERROR_CODES.ENGINE_UNREACHABLE };
}

/** An error as answers carry it in themselves. */
function isDocument(error: unknown): error is ErrorDocument {
  if (typeof error !== 'object' || error === null || error instanceof Error) return false;
  const { code, message } = error as { code?: unknown; message?: unknown };
  return isErrorCode(code) && typeof message === 'string';
}
