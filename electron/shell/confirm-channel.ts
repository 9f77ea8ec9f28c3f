import { IPC_CONFIRM_ANSWER, IPC_CONFIRM_READ } from '../../shared/confirm-bridge.ts';
import { confirmAnswerSchema } from '../../shared/schema/confirmation.ts';
import type { ConfirmTaken, ConfirmationDocument } from '../../shared/schema/confirmation.ts';
import type { ConfirmDesk } from '../api/confirm-desk.ts';
import type { SenderFrame } from './ipc-sender.ts';
import { isConfirmUrl } from './origin.ts';

/** As much of Electron's `WebContents` as the surface speaks through: messages of this web contents alone come in here. */
export interface ConfirmContents {
  readonly mainFrame: SenderFrame;
  readonly ipc: {
    handle(
      channel: string,
      listener: (event: { readonly senderFrame: SenderFrame | null }, message: unknown) => Promise<unknown>,
    ): void;
  };
}

/**
 * Lets one window read one question and answer it. Messages count only from its own main frame, on the surface's own page;
 * the question is given out once the window is `shown`, so that the time in which no yes counts begins with its sight.
 */
export function serveConfirm(
  contents: ConfirmContents,
  { id, desk, shown }: { id: string; desk: Pick<ConfirmDesk, 'read' | 'answer'>; shown: Promise<void> },
): void {
  const isSurface = (frame: SenderFrame | null): boolean =>
    frame !== null && frame === contents.mainFrame && isConfirmUrl(frame.url);

  contents.ipc.handle(IPC_CONFIRM_READ, async ({ senderFrame }): Promise<ConfirmationDocument | null> => {
    if (!isSurface(senderFrame)) return null;
    await shown;
    return desk.read(id);
  });
  contents.ipc.handle(IPC_CONFIRM_ANSWER, async ({ senderFrame }, message): Promise<ConfirmTaken> => {
    const answer = confirmAnswerSchema.safeParse(message);
    if (!isSurface(senderFrame) || !answer.success) return 'gone';
    return desk.answer(id, answer.data);
  });
}
