import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape } from '@trpc/server';
import { appRouter } from '../api/router.ts';
import type { ApiContext } from '../api/trpc.ts';

export interface RouterCall {
  type: 'query' | 'mutation' | 'subscription';
  path: string;
  input: unknown;
  signal?: AbortSignal;
}

/** Runs one procedure of the router, as the HTTP adapters of tRPC do. Throws whatever the procedure throws. */
export function callRouter(ctx: ApiContext, call: RouterCall): Promise<unknown> {
  return callTRPCProcedure({
    router: appRouter,
    path: call.path,
    type: call.type,
    getRawInput: () => Promise.resolve(call.input),
    ctx,
    signal: call.signal,
    batchIndex: 0,
  });
}

/** The error as the router's formatter lets it out: a stable code and a text that is safe to show. */
export function failureOf(error: unknown, call: RouterCall): { code: string; message: string } {
  const shape = getTRPCErrorShape({
    config: appRouter._def._config,
    error: getTRPCErrorFromUnknown(error),
    type: call.type,
    path: call.path,
    input: call.input,
    ctx: undefined,
  });
  return { code: shape.data.qt_code, message: shape.message };
}
