import { IPC_CALL } from '../../shared/ipc.ts';
import type { IpcAnswer, IpcEvent } from '../../shared/ipc.ts';
import { createConfirmDesk } from '../../electron/api/confirm-desk.ts';
import type { ConfirmDesk } from '../../electron/api/confirm-desk.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { serveIpc } from '../../electron/shell/ipc.ts';
import type { CallEvent, Receiver } from '../../electron/shell/ipc.ts';
import type { SenderFrame } from '../../electron/shell/ipc-sender.ts';

export const OWN_FRAME: SenderFrame = { url: 'app://console/index.html', parent: null };

export interface FakePage extends Receiver {
  readonly received: IpcEvent[];
  emit(event: 'destroyed' | 'did-navigate' | 'render-process-gone'): void;
}

let nextId = 1;

/** Stands in for Electron's web contents of one window. */
export function fakePage(): FakePage {
  const listeners: [name: string, run: () => void][] = [];
  const received: IpcEvent[] = [];
  let destroyed = false;
  return {
    id: nextId++,
    received,
    isDestroyed: () => destroyed,
    send: (_channel, event) => {
      if (destroyed) throw new Error('Object has been destroyed');
      received.push(event);
    },
    on: (event, listener) => listeners.push([event, listener]),
    emit: (event) => {
      if (event === 'destroyed') destroyed = true;
      for (const [name, run] of listeners) if (name === event) run();
    },
  };
}

/** A desk whose surface cannot be opened. */
function unaskable(): ConfirmDesk {
  const surface = {
    open: (): never => {
      throw new Error('no surface');
    },
    close: () => {},
  };
  return createConfirmDesk(surface, { monotonicMs: () => 0, after: () => () => {}, token: () => 'id' });
}

/** The bridge's main-process side, called as Electron would. */
export function openIpc(engine: () => Promise<Engine>, confirm: (page: Receiver) => ConfirmDesk = unaskable) {
  const faults: unknown[] = [];
  let handler: ((event: CallEvent, message: unknown) => Promise<IpcAnswer>) | undefined;
  const channels: string[] = [];
  serveIpc(
    {
      handle: (channel, listener) => {
        channels.push(channel);
        handler = listener;
      },
    },
    { engine, confirm, onFault: (error) => faults.push(error) },
  );
  if (channels.join() !== IPC_CALL || !handler) throw new Error('expected exactly one channel');
  const handle = handler;
  return {
    faults,
    call: (message: unknown, sender: Receiver, senderFrame: SenderFrame | null = OWN_FRAME): Promise<IpcAnswer> =>
      handle({ sender, senderFrame }, message),
  };
}
