import { IPC_CALL, IPC_EVENT } from '../../shared/ipc.ts';
import type { IpcAnswer, IpcEvent } from '../../shared/ipc.ts';
import { ERROR_CODES } from '../../shared/schema/error-code.ts';
import type { ErrorCode } from '../../shared/schema/error-code.ts';
import type { ConfirmDesk } from '../api/confirm-desk.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { ipcRequestSchema } from './ipc-envelope.ts';
import type { ParsedIpcRequest } from './ipc-envelope.ts';
import { isOwnFrame } from './ipc-sender.ts';
import type { SenderFrame } from './ipc-sender.ts';
import { callRouter, failureOf } from './router-call.ts';
import type { RouterCall } from './router-call.ts';
import { createSubscriptions } from './subscriptions.ts';
import type { Subscriptions } from './subscriptions.ts';

/** As much of Electron's `WebContents` as events are sent through. */
export interface Receiver {
  readonly id: number;
  isDestroyed(): boolean;
  send(channel: string, event: IpcEvent): void;
  on(event: 'destroyed' | 'did-navigate' | 'render-process-gone', listener: () => void): unknown;
}

export interface CallEvent {
  readonly senderFrame: SenderFrame | null;
  readonly sender: Receiver;
}

/** As much of Electron's `ipcMain` as the bridge needs. */
export interface CallChannel {
  handle(channel: string, listener: (event: CallEvent, message: unknown) => Promise<IpcAnswer>): void;
}

export interface IpcOptions {
  /** The engine; called for every request, so that one which could not open is tried again. Throws `QtError`. */
  engine: () => Promise<Engine>;
  /** Who asks the operator of a page. */
  confirm: (page: Receiver) => ConfirmDesk;
  onFault: (error: unknown) => void;
}

/** Opens the window's door to the engine. Every answer is a value: Electron keeps only the text of a rejected invoke. */
export function serveIpc(channel: CallChannel, options: IpcOptions): void {
  const subscriptions = new Map<number, Subscriptions>();

  const subscriptionsOf = (receiver: Receiver): Subscriptions => {
    const known = subscriptions.get(receiver.id);
    if (known) return known;
    const fresh = createSubscriptions((event) => {
      if (!receiver.isDestroyed()) receiver.send(IPC_EVENT, event);
    });
    subscriptions.set(receiver.id, fresh);
    // A page that was reloaded or has crashed listens no more, though its web contents lives on.
    receiver.on('did-navigate', () => fresh.endAll());
    receiver.on('render-process-gone', () => fresh.endAll());
    receiver.on('destroyed', () => {
      fresh.endAll();
      subscriptions.delete(receiver.id);
    });
    return fresh;
  };

  const run = async (request: ParsedIpcRequest, receiver: Receiver): Promise<IpcAnswer> => {
    const own = subscriptionsOf(receiver);
    if (request.kind === 'unsubscribe') {
      own.end(request.id);
      return { ok: true, data: null };
    }
    const call: RouterCall = {
      type: request.kind === 'call' ? request.type : 'subscription',
      path: request.path,
      input: request.input,
    };
    const open = async (signal?: AbortSignal): Promise<unknown> =>
      callRouter(
        { engine: await options.engine(), door: 'desktop', confirm: options.confirm(receiver) },
        signal ? { ...call, signal } : call,
      );
    try {
      if (request.kind === 'call') return { ok: true, data: await open() };
      const begun = await own.begin(request.id, open, (error) => failureOf(error, call));
      return begun ? { ok: true, data: null } : refusal('INVALID_INPUT', 'This id is in use, or there are too many.');
    } catch (error) {
      const failure = failureOf(error, call);
      if (failure.code === 'INTERNAL') options.onFault(error);
      return { ok: false, error: failure };
    }
  };

  channel.handle(IPC_CALL, async (event, message) => {
    if (!isOwnFrame(event.senderFrame)) return refusal('FORBIDDEN_SENDER');
    const request = ipcRequestSchema.safeParse(message);
    if (!request.success) return refusal('INVALID_INPUT', 'The message does not have the form of a call.');
    return run(request.data, event.sender);
  });
}

function refusal(code: ErrorCode, message: string = ERROR_CODES[code]): IpcAnswer {
  return { ok: false, error: { code, message } };
}
