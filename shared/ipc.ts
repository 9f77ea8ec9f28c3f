/**
 * What passes between the window and the main process: one channel for calls, one for events. Calls and their answers are
 * tRPC's; the bridge knows nothing of their content.
 */
export const IPC_CALL = 'qt:call';
export const IPC_EVENT = 'qt:event';

export type IpcRequest =
  | { kind: 'call'; type: 'query' | 'mutation'; path: string; input: unknown }
  | { kind: 'subscribe'; id: string; path: string; input: unknown }
  | { kind: 'unsubscribe'; id: string };

/** Errors travel as values: Electron keeps only the message of a rejected invoke. */
export type IpcAnswer = { ok: true; data: unknown } | { ok: false; error: { code: string; message: string } };

export type IpcEvent =
  | { id: string; kind: 'data'; data: unknown }
  | { id: string; kind: 'error'; error: { code: string; message: string } }
  | { id: string; kind: 'stopped' };

/** The whole of what preload exposes to the page, as `window.qtBridge`. */
export interface QtBridge {
  readonly platform: string;
  call(request: IpcRequest): Promise<IpcAnswer>;
  onEvent(listener: (event: IpcEvent) => void): () => void;
}
