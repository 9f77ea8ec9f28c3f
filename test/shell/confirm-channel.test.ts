import { describe, expect, it } from 'vitest';
import { serveConfirm } from '../../electron/shell/confirm-channel.ts';
import type { ConfirmContents } from '../../electron/shell/confirm-channel.ts';
import type { SenderFrame } from '../../electron/shell/ipc-sender.ts';
import { IPC_CONFIRM_ANSWER, IPC_CONFIRM_READ } from '../../shared/confirm-bridge.ts';
import { deferred } from '../support/deferred.ts';

const OWN: SenderFrame = { url: 'app://confirm/', parent: null };

function open(mainFrame: SenderFrame = OWN) {
  const handlers = new Map<string, Parameters<ConfirmContents['ipc']['handle']>[1]>();
  const answers: unknown[] = [];
  const shown = deferred<void>();
  const desk = {
    read: (id: string) => ({ id }) as never,
    answer: (_id: string, answer: unknown) => {
      answers.push(answer);
      return 'done' as const;
    },
  };
  serveConfirm(
    { mainFrame, ipc: { handle: (name, run) => handlers.set(name, run) } },
    { id: 'q', desk, shown: shown.promise },
  );
  const call = (channel: string, message?: unknown, senderFrame: SenderFrame | null = mainFrame) =>
    handlers.get(channel)?.({ senderFrame }, message);
  return { call, answers, shown, channels: [...handlers.keys()] };
}

describe('the channel of the window that confirms', () => {
  it('is two channels, and gives the question out once the window is in sight', async () => {
    const { call, shown, channels } = open();
    expect(channels.toSorted()).toEqual([IPC_CONFIRM_ANSWER, IPC_CONFIRM_READ].toSorted());
    let read: unknown = 'waiting';
    const reading = call(IPC_CONFIRM_READ)?.then((question) => (read = question));
    await new Promise((resolve) => setImmediate(resolve));
    expect(read).toBe('waiting');
    shown.resolve();
    await reading;
    expect(read).toEqual({ id: 'q' });
  });

  it.each<[string, SenderFrame | null]>([
    ['a frame that is gone', null],
    ['a frame inside it', { url: 'app://confirm/', parent: OWN }],
    ['another window at the same address', { url: 'app://confirm/', parent: null }],
    ['the console', { url: 'app://console/', parent: null }],
  ])('hears nothing of %s', async (_who, frame) => {
    const { call, answers, shown } = open();
    shown.resolve();
    expect(await call(IPC_CONFIRM_READ, undefined, frame)).toBeNull();
    expect(await call(IPC_CONFIRM_ANSWER, { yes: true, by: 'hold' }, frame)).toBe('gone');
    expect(answers).toEqual([]);
  });

  it('hears nothing of its own window once that shows another page', async () => {
    const { call, answers } = open({ url: 'https://evil.example/', parent: null });
    expect(await call(IPC_CONFIRM_ANSWER, { yes: true, by: 'hold' })).toBe('gone');
    expect(answers).toEqual([]);
  });

  it('takes answers of the right form alone', async () => {
    const { call, answers } = open();
    for (const message of [
      undefined,
      null,
      'yes',
      { yes: 'true' },
      { yes: true },
      { yes: true, by: 'click' },
      { yes: true, by: 'hold', more: 1 },
    ]) {
      expect(await call(IPC_CONFIRM_ANSWER, message)).toBe('gone');
    }
    expect(answers).toEqual([]);
    expect(await call(IPC_CONFIRM_ANSWER, { yes: true, by: 'hold' })).toBe('done');
    expect(await call(IPC_CONFIRM_ANSWER, { yes: false })).toBe('done');
    expect(answers).toEqual([{ yes: true, by: 'hold' }, { yes: false }]);
  });
});
