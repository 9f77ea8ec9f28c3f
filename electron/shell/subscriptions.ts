import type { IpcEvent } from '../../shared/ipc.ts';

/** The console itself opens one or two. */
const MAX_SUBSCRIPTIONS = 32;

type Failure = { code: string; message: string };

/** The event streams of one page. Whatever way the page goes, `endAll` ends them. */
export interface Subscriptions {
  /**
   * Opens a stream and hands its values on under `id`. Resolves once it is open, with false where the id is in use or there
   * are too many; rejects with what `open` rejects with.
   */
  begin(
    id: string,
    open: (signal: AbortSignal) => Promise<unknown>,
    describe: (error: unknown) => Failure,
  ): Promise<boolean>;
  end(id: string): void;
  endAll(): void;
}

export function createSubscriptions(send: (event: IpcEvent) => void): Subscriptions {
  const running = new Map<string, AbortController>();

  const end = (id: string): void => {
    running.get(id)?.abort();
    running.delete(id);
  };

  const pump = async (
    id: string,
    stream: AsyncIterable<unknown>,
    abort: AbortController,
    describe: (error: unknown) => Failure,
  ): Promise<void> => {
    try {
      for await (const data of stream) {
        if (abort.signal.aborted) return;
        send({ id, kind: 'data', data });
      }
      if (!abort.signal.aborted) send({ id, kind: 'stopped' });
    } catch (error) {
      if (!abort.signal.aborted) send({ id, kind: 'error', error: describe(error) });
    } finally {
      if (running.get(id) === abort) running.delete(id);
    }
  };

  return {
    begin: async (id, open, describe) => {
      if (running.has(id) || running.size >= MAX_SUBSCRIPTIONS) return false;
      const abort = new AbortController();
      running.set(id, abort);
      try {
        const stream = await open(abort.signal);
        void pump(id, stream as AsyncIterable<unknown>, abort, describe);
        return true;
      } catch (error) {
        if (running.get(id) === abort) running.delete(id);
        throw error;
      }
    },
    end,
    endAll: () => [...running.keys()].forEach(end),
  };
}
