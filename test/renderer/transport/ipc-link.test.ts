import { createTRPCClient } from '@trpc/client';
import { describe, expect, it, vi } from 'vitest';
import type { AppRouter } from '../../../electron/api/router.ts';
import { ipcLink } from '../../../renderer/state/transport/ipc-link.ts';
import { errorOf } from '../../../renderer/state/transport/request-error.ts';
import type { IpcAnswer, IpcRequest, QtBridge } from '../../../shared/ipc.ts';

function clientOver(call: (request: IpcRequest) => Promise<IpcAnswer>) {
  const bridge: QtBridge = { platform: 'linux', call, onEvent: () => () => {} };
  return createTRPCClient<AppRouter>({ links: [ipcLink(bridge)] });
}

const caught = (promise: Promise<unknown>): Promise<unknown> => promise.catch((error: unknown) => errorOf(error).code);

describe('the bridge of the window', () => {
  it('hands on answers and refusals', async () => {
    expect(await clientOver(async () => ({ ok: true, data: [1] })).accounts.list.query()).toEqual([1]);
    const error = { code: 'ENGINE_LOCKED', message: 'x' };
    expect(await caught(clientOver(async () => ({ ok: false, error })).accounts.list.query())).toBe('ENGINE_LOCKED');
  });

  it('a call that is never answered fails, so that nothing waits for it for ever', async () => {
    const client = clientOver(() => Promise.reject(new Error('reply was never sent')));
    const signal = { symbol: 'BTC/USDT', side: 'long', amount: '1' } as const;
    expect(await caught(client.signals.fire.mutate(signal))).toBe('ENGINE_UNREACHABLE');
    const onError = vi.fn<() => void>();
    const { unsubscribe } = client.events.stream.subscribe(undefined, { onError });
    await expect.poll(() => onError.mock.calls.length).toBe(1);
    unsubscribe();
  });
});
