import { z } from 'zod';

/** Where the next page of a list begins, as the answer before gave it: a row number. Null is the newest page. */
export const cursorSchema = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a cursor from an earlier answer')
  .nullable()
  .default(null);
