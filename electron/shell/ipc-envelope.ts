import { z } from 'zod';

const id = z.string().min(1).max(64);
const path = z.string().min(1).max(128);

/** What may come over the call channel. The input is left to the schema of the procedure that it is for. */
export const ipcRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), type: z.enum(['query', 'mutation']), path, input: z.unknown().optional() }),
  z.strictObject({ kind: z.literal('subscribe'), id, path, input: z.unknown().optional() }),
  z.strictObject({ kind: z.literal('unsubscribe'), id }),
]);
export type ParsedIpcRequest = z.output<typeof ipcRequestSchema>;
