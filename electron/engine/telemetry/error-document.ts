import { ERROR_CODES, QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { storageFailure } from '../store/storage-failure.ts';
import type { Redact } from './redact.ts';

/** What may be shown of anything thrown. Only expected errors show their text; a bug's text may quote anything. */
export function errorDocument(error: unknown, redact: Redact): ErrorDocument {
  if (error instanceof QtError) return { code: error.code, message: redact(error.message) };
  if (storageFailure(error) !== null) return { code: 'JOURNAL_UNAVAILABLE', message: ERROR_CODES.JOURNAL_UNAVAILABLE };
  return { code: 'INTERNAL', message: 'A fault in the console itself; see the log.' };
}
