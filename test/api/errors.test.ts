import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { describe, expect, it } from 'vitest';
import { appRouter } from '../../electron/api/router.ts';
import { codeOf } from '../../electron/api/trpc.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { QtError } from '../../shared/schema/error-code.ts';

interface Answer {
  error?: { message: string; data: Record<string, unknown> };
}

const engine = {
  system() {
    throw new TypeError('cannot read properties of canary-secret at /home/owner/file.ts:12');
  },
  accounts: {
    get(name: string) {
      throw new QtError('ACCOUNT_NOT_FOUND', `no account ${name} is registered`);
    },
  },
} as unknown as Engine;

async function call(
  path: string,
  init?: { input?: unknown; method?: string; body?: string },
): Promise<{ text: string; answer: Answer }> {
  const query = init?.input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(init.input))}`;
  const request = new Request(`http://localhost/trpc/${path}${query}`, {
    method: init?.method ?? 'GET',
    headers: { 'content-type': 'application/json' },
    ...(init?.body === undefined ? {} : { body: init.body }),
  });
  const response = await fetchRequestHandler({
    endpoint: '/trpc',
    req: request,
    router: appRouter,
    createContext: () => ({ engine, door: 'http' as const }),
  });
  const text = await response.text();
  return { text, answer: JSON.parse(text) as Answer };
}

describe('an error as it leaves the router', () => {
  it('has the stable code and the message of an expected failure, and no stack', async () => {
    const { answer } = await call('accounts.get', { input: { name: 'nobody' } });
    expect(answer.error).toMatchObject({
      message: 'no account nobody is registered',
      data: { qt_code: 'ACCOUNT_NOT_FOUND' },
    });
    expect(Object.keys(answer.error?.data ?? {}).toSorted()).toEqual(['code', 'httpStatus', 'qt_code']);
  });

  it('tells nothing of a bug but that it is one', async () => {
    const { text, answer } = await call('system.status');
    expect(answer.error).toMatchObject({
      message: 'A fault in the console itself; see the log.',
      data: { qt_code: 'INTERNAL' },
    });
    expect(text).not.toMatch(/canary|file\.ts|TypeError|stack/);
  });

  it('names what is wrong with an input, in one line', async () => {
    const { answer } = await call('accounts.get', { input: { name: 'a b', more: 1 } });
    expect(answer.error?.data).toMatchObject({ qt_code: 'INVALID_INPUT' });
    expect(answer.error?.message).toMatch(/^name: must be 1 to 64 letters, digits or underscores; /);
    expect(answer.error?.message).not.toMatch(/[\n{]/);
  });

  it.each([
    ['no.such', {}, 'NOT_FOUND'],
    ['constructor', {}, 'NOT_FOUND'],
    ['accounts.__proto__', {}, 'NOT_FOUND'],
    ['accounts.get', {}, 'INVALID_INPUT'],
    ['signals.fire', { method: 'POST', body: '{"symbol":' }, 'INVALID_INPUT'],
    ['signals.fire', { input: { symbol: 'BTC/USDT', side: 'long', amount: '1' } }, 'INVALID_INPUT'],
  ] as const)('%s %j gives %s', async (path, init, code) => {
    const { answer } = await call(path, init);
    expect(answer.error?.data).toMatchObject({ qt_code: code });
  });

  it('takes nothing that is thrown for an expected failure because of how it looks', () => {
    const lookalike = Object.assign(new Error('x'), { name: 'QtError', code: 'ACCOUNT_DISARMED' });
    expect(codeOf(lookalike, 'INTERNAL_SERVER_ERROR')).toBe('INTERNAL');
    expect(codeOf(new QtError('KILL_SWITCH'), 'INTERNAL_SERVER_ERROR')).toBe('KILL_SWITCH');
  });
});
