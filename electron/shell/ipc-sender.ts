import { isConsoleUrl } from './origin.ts';

/** As much of Electron's `WebFrameMain` as tells who is speaking. */
export interface SenderFrame {
  readonly url: string;
  readonly parent: unknown;
}

/**
 * Whether a message may be acted on: from a main frame that shows the console's own page. The frame is null when it
 * navigated away or was destroyed after it sent the message.
 */
export function isOwnFrame(frame: SenderFrame | null | undefined): boolean {
  return frame !== null && frame !== undefined && frame.parent === null && isConsoleUrl(frame.url);
}
