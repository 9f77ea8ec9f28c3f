import { contextBridge, ipcRenderer } from 'electron';
import { IPC_CALL, IPC_EVENT } from '../shared/ipc.ts';
import type { IpcEvent, QtBridge } from '../shared/ipc.ts';

/** All that the page gets from the desktop: two functions, and nothing of Electron's in what they take or give. */
const bridge: QtBridge = {
  platform: process.platform,
  call: (request) => ipcRenderer.invoke(IPC_CALL, request),
  onEvent: (listener) => {
    const onMessage = (_event: unknown, event: IpcEvent): void => listener(event);
    ipcRenderer.on(IPC_EVENT, onMessage);
    return () => void ipcRenderer.off(IPC_EVENT, onMessage);
  },
};

contextBridge.exposeInMainWorld('qtBridge', bridge);
