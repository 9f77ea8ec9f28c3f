import type { ConfirmAnswer, ConfirmTaken, ConfirmationDocument } from './schema/confirmation.ts';

/** What passes between the window that asks for a yes and the main process: two channels of that window alone. */
export const IPC_CONFIRM_READ = 'qt:confirm:read';
export const IPC_CONFIRM_ANSWER = 'qt:confirm:answer';

/** The whole of what its preload exposes to that window, as `window.qtConfirm`. */
export interface ConfirmBridge {
  /** The question; null where it waits no more. */
  read(): Promise<ConfirmationDocument | null>;
  answer(answer: ConfirmAnswer): Promise<ConfirmTaken>;
}
