import { QtError } from '../../shared/schema/error-code.ts';

const MAX_ROWS = 1_000;

/** Number of rows asked for. Throws `QtError('INVALID_INPUT')`. */
export function parseLimit(text: string): number {
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > MAX_ROWS) throw new QtError('INVALID_INPUT', `--limit must be between 1 and ${MAX_ROWS}.`);
  return limit;
}
