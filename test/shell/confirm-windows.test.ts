import { expect, it, onTestFinished, vi } from 'vitest';
import { createConfirmWindows } from '../../electron/shell/confirm-windows.ts';
import { fakePage } from './fake-ipc.ts';

/** Stands in for Electron's window, whose loading rejects where it is destroyed meanwhile. */
const windows = vi.hoisted(() => ({ ofPage: 0, loading: 0 }));

vi.mock('electron', () => ({
  BrowserWindow: class {
    static getAllWindows = () => [{ webContents: { id: windows.ofPage } }];
    readonly webContents = { mainFrame: null, ipc: { handle: () => {} } };
    readonly #closed: (() => void)[] = [];
    #fail: (error: Error) => void = () => {};
    setMenu(): void {}
    once(): void {}
    on(_event: 'closed', listener: () => void): void {
      this.#closed.push(listener);
    }
    loadURL(): Promise<void> {
      windows.loading += 1;
      return new Promise((_resolve, reject) => {
        this.#fail = reject;
      });
    }
    destroy(): void {
      this.#fail(new Error('ERR_FAILED (-2)'));
      for (const listener of this.#closed) listener();
    }
  },
}));

it('a question that is withdrawn while its window loads leaves no failure that nobody handles', async () => {
  const unhandled: unknown[] = [];
  const heard = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', heard);
  onTestFinished(() => void process.off('unhandledRejection', heard));
  const page = fakePage();
  windows.ofPage = page.id;
  const desk = createConfirmWindows({ preload: '/preload.js', session: () => ({}) as never })(page);
  const asked = desk.ask({
    action: 'fire',
    title: 'Fire a REAL order',
    mode: 'real',
    testnet: false,
    account_name: 'acc',
    money: null,
    side: 'buy',
    sentence: 'Buy 1 BTC',
    facts: [],
    warnings: [],
    way: 'hold',
    phrase: 'acc',
    verb: 'fire REAL order',
  });
  expect(windows.loading).toBe(1);
  page.emit('did-navigate');
  await expect(asked).rejects.toMatchObject({ code: 'CONFIRMATION_DECLINED' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).toEqual([]);
});
