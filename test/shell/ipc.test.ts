import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QtError } from '../../shared/schema/error-code.ts';
import type { EventFrame } from '../../shared/schema/event.ts';
import { fakeEngine } from '../server/fake-engine.ts';
import { OWN_FRAME, fakePage, openIpc } from './fake-ipc.ts';

const SIGNAL = { symbol: 'BTC/USDT', side: 'long', amount: '1' };
const FIRE = { kind: 'call', type: 'mutation', path: 'signals.fire', input: SIGNAL };
const SUBSCRIBE = { kind: 'subscribe', id: 's1', path: 'events.stream', input: undefined };
const FRAME: EventFrame = { from_seq: 0, seq: 1, reset: false, at: '2026-01-01T00:00:00.000Z', events: [] };

describe('who may call', () => {
  const strangers = [
    ['a frame that is gone', null],
    ['a frame inside the page', { ...OWN_FRAME, parent: OWN_FRAME }],
    ['a web page', { url: 'https://evil.example/', parent: null }],
    ['our host as user info', { url: 'app://console@evil/', parent: null }],
    ['a host that begins like ours', { url: 'app://console.evil/', parent: null }],
    ['the developer tools', { url: 'devtools://devtools/bundled/inspector.html', parent: null }],
    ['a file', { url: 'file:///app/index.html', parent: null }],
    ['an empty page', { url: 'about:blank', parent: null }],
  ] as const;

  it.each(strangers)('not %s', async (_who, frame) => {
    const engine = fakeEngine();
    const ipc = openIpc(() => Promise.resolve(engine));
    const messages = [FIRE, SUBSCRIBE, { kind: 'unsubscribe', id: 's1' }, 'nonsense'];
    for (const message of messages) {
      expect(await ipc.call(message, fakePage(), frame)).toMatchObject({
        ok: false,
        error: { code: 'FORBIDDEN_SENDER' },
      });
    }
    expect(engine.fires).toEqual([]);
    expect(engine.audience()).toBe(0);
  });

  it('the console’s own page, as the desktop', async () => {
    const engine = fakeEngine();
    const ipc = openIpc(() => Promise.resolve(engine));
    expect(await ipc.call(FIRE, fakePage())).toMatchObject({ ok: true, data: { signal_id: 'sig_1' } });
    expect(engine.fires).toEqual([{ door: 'desktop', signal: { ...SIGNAL, type: 'market' } }]);
  });
});

describe('what a call answers', () => {
  const call = (path: string, input: unknown, type = 'query') => ({ kind: 'call', type, path, input });

  it.each([
    ['an expected failure', call('accounts.get', { name: 'nobody' }), 'ACCOUNT_NOT_FOUND'],
    ['bad input', call('accounts.get', { name: '?' }), 'INVALID_INPUT'],
    ['no such procedure', call('accounts.steal', {}), 'NOT_FOUND'],
    ['a query called as a mutation', call('accounts.list', undefined, 'mutation'), 'NOT_FOUND'],
    ['a path into the prototype', call('__proto__.constructor', undefined), 'NOT_FOUND'],
    ['no envelope', { path: 'accounts.list' }, 'INVALID_INPUT'],
    ['an envelope with more in it', { ...FIRE, door: 'http' }, 'INVALID_INPUT'],
    ['an unknown kind', { ...FIRE, kind: 'eval' }, 'INVALID_INPUT'],
  ])('%s: a stable code', async (_what, message, code) => {
    const engine = fakeEngine();
    const ipc = openIpc(() => Promise.resolve(engine));
    expect(await ipc.call(message, fakePage())).toMatchObject({ ok: false, error: { code } });
    expect(engine.fires).toEqual([]);
  });

  it('a bug: INTERNAL without its text, which is reported inside', async () => {
    const ipc = openIpc(() => Promise.resolve(fakeEngine()));
    const answer = await ipc.call(call('market.ticker', { exchange: 'sim', symbol: 'BTC/USDT' }), fakePage());
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify(answer)).not.toContain('signature');
    expect(ipc.faults).toHaveLength(1);
  });

  it('an engine that cannot open: its code, for every call', async () => {
    const ipc = openIpc(() => Promise.reject(new QtError('ENGINE_LOCKED')));
    for (const message of [FIRE, SUBSCRIBE]) {
      expect(await ipc.call(message, fakePage())).toMatchObject({ ok: false, error: { code: 'ENGINE_LOCKED' } });
    }
  });

  it('anything at all: always an envelope, never a throw, never an order', async () => {
    const engine = fakeEngine();
    const ipc = openIpc(() => Promise.resolve(engine));
    const garbled = fc.record(
      {
        kind: fc.oneof(fc.constantFrom('call', 'subscribe', 'unsubscribe'), fc.anything()),
        type: fc.oneof(fc.constantFrom('query', 'mutation'), fc.anything()),
        path: fc.oneof(fc.constantFrom('signals.fire', 'events.stream', 'constructor', 'a.b.c'), fc.anything()),
        id: fc.oneof(fc.string(), fc.anything()),
        input: fc.anything(),
      },
      { requiredKeys: [] },
    );
    const page = fakePage();
    await fc.assert(
      fc.asyncProperty(fc.oneof(garbled, fc.anything()), async (message) => {
        expect(typeof (await ipc.call(message, page)).ok).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
    expect(engine.fires).toEqual([]);
    page.emit('destroyed');
    await expect.poll(() => engine.audience()).toBe(0);
  });
});

describe('event streams', () => {
  it('arrive under their own id, in order, until unsubscribed', async () => {
    const engine = fakeEngine();
    const ipc = openIpc(() => Promise.resolve(engine));
    const page = fakePage();
    expect(await ipc.call(SUBSCRIBE, page)).toEqual({ ok: true, data: null });
    await expect.poll(() => engine.audience()).toBe(1);
    engine.publish(FRAME);
    engine.publish({ ...FRAME, seq: 2 });
    await expect
      .poll(() => page.received.map((event) => event.kind === 'data' && event.data))
      .toEqual([
        { ...FRAME, confirmation: null },
        { ...FRAME, seq: 2 },
      ]);
    expect(new Set(page.received.map((event) => event.id))).toEqual(new Set(['s1']));
    await ipc.call({ kind: 'unsubscribe', id: 's1' }, page);
    await expect.poll(() => engine.audience()).toBe(0);
    expect(page.received).toHaveLength(2);
  });

  it.each(['destroyed', 'did-navigate', 'render-process-gone'] as const)(
    'end when the page is gone: %s',
    async (event) => {
      const engine = fakeEngine();
      const ipc = openIpc(() => Promise.resolve(engine));
      const page = fakePage();
      await ipc.call(SUBSCRIBE, page);
      await ipc.call({ ...SUBSCRIBE, id: 's2' }, page);
      await expect.poll(() => engine.audience()).toBe(2);
      page.emit(event);
      await expect.poll(() => engine.audience()).toBe(0);
      expect(page.received).toEqual([]);
    },
  );

  it('are of one page, and not ended by another', async () => {
    const engine = fakeEngine();
    const ipc = openIpc(() => Promise.resolve(engine));
    const [mine, other] = [fakePage(), fakePage()];
    await ipc.call(SUBSCRIBE, mine);
    await ipc.call({ kind: 'unsubscribe', id: 's1' }, other);
    other.emit('destroyed');
    await expect.poll(() => engine.audience()).toBe(1);
    mine.emit('destroyed');
    await expect.poll(() => engine.audience()).toBe(0);
  });

  it('do not double an id, and are not without number', async () => {
    const engine = fakeEngine();
    const ipc = openIpc(() => Promise.resolve(engine));
    const page = fakePage();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) => ipc.call({ ...SUBSCRIBE, id: `s${Math.max(1, i)}` }, page)),
    );
    expect(answers.filter((answer) => answer.ok)).toHaveLength(32);
    page.emit('destroyed');
    await expect.poll(() => engine.audience()).toBe(0);
  });
});
