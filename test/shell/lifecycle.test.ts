import { describe, expect, it } from 'vitest';
import { deferred } from '../support/deferred.ts';
import { closeBeforeQuit, isFirstInstance } from '../../electron/shell/lifecycle.ts';

function fakeApp(first = true) {
  const handlers = new Map<string, (event: { preventDefault(): void }) => void>();
  const done: string[] = [];
  return {
    done,
    emit: (name: string): boolean => {
      let prevented = false;
      handlers.get(name)?.({ preventDefault: () => (prevented = true) });
      return prevented;
    },
    app: {
      requestSingleInstanceLock: () => first,
      on: ((name: string, handler: never) => handlers.set(name, handler)) as never,
      quit: () => void done.push('quit'),
      exit: (code?: number) => void done.push(`exit ${code}`),
    },
  };
}

describe('the end of the desktop', () => {
  it('waits for the engine to close, once', async () => {
    const { app, emit, done } = fakeApp();
    const closing = deferred<void>();
    let closes = 0;
    closeBeforeQuit(app, () => {
      closes += 1;
      return closing.promise;
    });
    emit('window-all-closed');
    expect(emit('will-quit')).toBe(true);
    expect(emit('will-quit')).toBe(true);
    expect([closes, done]).toEqual([1, ['quit']]);
    closing.resolve();
    await expect.poll(() => done).toEqual(['quit', 'quit']);
    expect(emit('will-quit')).toBe(false);
  });
});

describe('a second start on the same data', () => {
  it('ends, and brings the first window to the front', () => {
    const second = fakeApp(false);
    expect(isFirstInstance(second.app, () => null)).toBe(false);
    expect(second.done).toEqual(['quit']);

    const first = fakeApp();
    const calls: string[] = [];
    const window = { isMinimized: () => true, restore: () => calls.push('restore'), focus: () => calls.push('focus') };
    expect(isFirstInstance(first.app, () => window as never)).toBe(true);
    first.emit('second-instance');
    expect(calls).toEqual(['restore', 'focus']);
  });
});
