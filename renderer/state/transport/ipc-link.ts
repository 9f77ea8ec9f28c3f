import type { TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../../../electron/api/router.ts';
import type { IpcAnswer, QtBridge } from '../../../shared/ipc.ts';
import { ERROR_CODES, isErrorCode } from '../../../shared/schema/error-code.ts';
import { clientError } from './request-error.ts';

type Failure = Extract<IpcAnswer, { ok: false }>['error'];

const UNREACHABLE = { code: 'ENGINE_UNREACHABLE', message: ERROR_CODES.ENGINE_UNREACHABLE } as const;

function failed(error: Failure): ReturnType<typeof clientError> {
  return clientError({ code: isErrorCode(error.code) ? error.code : 'INTERNAL', message: error.message });
}

/** Carries tRPC calls and subscriptions over the bridge of the desktop window. */
export function ipcLink(bridge: QtBridge): TRPCLink<AppRouter> {
  return () =>
    ({ op }) =>
      observable((observer) => {
        const { type, path, input } = op;
        // The main process answers everything with a value, so a rejection means that it is gone or could not be asked.
        const unanswered = (): void => observer.error(clientError(UNREACHABLE));
        if (type !== 'subscription') {
          void bridge.call({ kind: 'call', type, path, input }).then((answer) => {
            if (!answer.ok) return observer.error(failed(answer.error));
            observer.next({ result: { data: answer.data } });
            observer.complete();
          }, unanswered);
          return;
        }
        const id = crypto.randomUUID();
        const stopListening = bridge.onEvent((event) => {
          if (event.id !== id) return;
          if (event.kind === 'data') observer.next({ result: { data: event.data } });
          else if (event.kind === 'error') observer.error(failed(event.error));
          else observer.complete();
        });
        observer.next({ result: { type: 'state', state: 'connecting', error: null } });
        void bridge.call({ kind: 'subscribe', id, path, input }).then((answer) => {
          if (!answer.ok) return observer.error(failed(answer.error));
          observer.next({ result: { type: 'started' } });
          observer.next({ result: { type: 'state', state: 'pending', error: null } });
        }, unanswered);
        return () => {
          stopListening();
          bridge.call({ kind: 'unsubscribe', id }).catch(() => {});
        };
      });
}
