import { contextBridge, ipcRenderer } from 'electron';
import { IPC_CONFIRM_ANSWER, IPC_CONFIRM_READ } from '../shared/confirm-bridge.ts';
import type { ConfirmBridge } from '../shared/confirm-bridge.ts';

/** All that the window of a confirmation gets: reading its one question, and answering it. */
const bridge: ConfirmBridge = {
  read: () => ipcRenderer.invoke(IPC_CONFIRM_READ),
  answer: (answer) => ipcRenderer.invoke(IPC_CONFIRM_ANSWER, answer),
};

contextBridge.exposeInMainWorld('qtConfirm', bridge);
