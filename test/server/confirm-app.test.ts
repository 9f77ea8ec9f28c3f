import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConsoleFiles } from '../../electron/server/console-files.ts';
import type { ConfirmAnswer } from '../../shared/schema/confirmation.ts';
import type { PlannedOrderDocument } from '../../shared/schema/decision.ts';
import { fakeEngine, fired } from './fake-engine.ts';
import type { FakeEngine } from './fake-engine.ts';
import { rawRequest, requestText } from './raw-http.ts';
import { signIn, startServer } from './start-server.ts';
import type { RunningServer, SignedIn } from './start-server.ts';
import { tempDir } from './temp-dir.ts';

const SIGNAL = { symbol: 'BTC/USDT', side: 'long', amount: '1' };
const TYPED: ConfirmAnswer = { yes: true, by: 'typed', typed: 'main_binance' };

/** An engine whose one account trades for real. */
function realEngine(): FakeEngine {
  const engine = fakeEngine();
  const { decision } = fired([]);
  const real = { ...decision, account_name: 'main_binance', exchange: 'binance', mode: 'real' } as const;
  const order: PlannedOrderDocument = {
    account_name: 'main_binance',
    exchange: 'binance',
    symbol: 'BTC/USDT',
    side: 'buy',
    type: 'market',
    time_in_force: null,
    post_only: false,
    reduce_only: false,
    amount: '1',
    price: null,
    reference_price: '60000',
    notional: '60000',
    base: 'BTC',
    quote: 'USDT',
    note: null,
  };
  const [account] = engine.accounts.list();
  return {
    ...engine,
    accounts: { ...engine.accounts, get: (name) => ({ ...account!, name, mode: 'real', exchange: 'binance' }) },
    signals: { ...engine.signals, preview: () => Promise.resolve({ decision: real, order, error: null }) },
    confirmations: { record: () => {} },
  };
}

/** Calls that wait for their operator, and the id of what he is asked. */
async function ask(server: RunningServer, { page }: SignedIn): Promise<{ id: string; answer: Promise<Response> }> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${page}` };
  const body = JSON.stringify(SIGNAL);
  const stop = new AbortController();
  const stream = await fetch(`${server.url}/trpc/events.stream`, { headers, signal: stop.signal });
  const answer = fetch(`${server.url}/trpc/signals.fire`, { method: 'POST', headers, body });
  let text = '';
  const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
  while (!/"url":"[^"]+"/.test(text)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`the stream ended: ${text}`);
    text += value;
  }
  stop.abort();
  const url = /"url":"([^"]+)"/.exec(text)?.[1] ?? '';
  expect(url.startsWith(`${server.confirmUrl}/#`)).toBe(true);
  return { id: new URL(url).hash.slice(1), answer };
}

/** A server, its signed-in browser, and a question that waits. Frames begin with the engine's first. */
async function asking() {
  const engine = realEngine();
  const server = await startServer({ engine });
  const signedIn = await signIn(server);
  const frames = setInterval(
    () => engine.publish({ from_seq: 0, seq: 0, reset: false, at: '2026-01-01T00:00:00.000Z', events: [] }),
    20,
  );
  const { id, answer } = await ask(server, signedIn).finally(() => clearInterval(frames));
  const surface = (what: 'read' | 'answer', body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.confirmUrl}/questions/${id}/${what}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: server.confirmUrl,
        authorization: `Bearer ${signedIn.surface}`,
        ...headers,
      },
      body: JSON.stringify(body),
    });
  return { engine, server, signedIn, id, answer, surface };
}

describe('the surface of the page', () => {
  it('reads its question and says yes, and only then is it fired', async () => {
    const { engine, answer, surface } = await asking();
    expect(await (await surface('read', {})).json()).toMatchObject({
      question: { phrase: 'main_binance', way: 'hold' },
    });
    expect(engine.fires).toEqual([]);
    expect(await (await surface('answer', TYPED)).json(), 'at once').toEqual({ taken: 'again' });
    await new Promise((resolve) => setTimeout(resolve, 550));
    expect(await (await surface('answer', { ...TYPED, typed: 'other' })).json()).toEqual({ taken: 'again' });
    expect(await (await surface('answer', TYPED)).json()).toEqual({ taken: 'done' });
    expect((await answer).status).toBe(200);
    expect(engine.fires).toHaveLength(1);
    expect(await (await surface('answer', TYPED)).json()).toEqual({ taken: 'gone' });
  });

  it('takes nothing from another origin, and nothing with another token', async () => {
    const { engine, server, signedIn, answer, surface } = await asking();
    const other = await signIn(server);
    const refused: [string, Record<string, string>, number][] = [
      ['the page', { origin: server.url }, 403],
      ['an opaque origin', { origin: 'null' }, 403],
      ['another site', { origin: 'https://evil.example' }, 403],
      ['the page, as its browser says it', { 'sec-fetch-site': 'same-site' }, 403],
      ['the token of the page', { authorization: `Bearer ${signedIn.page}` }, 401],
      ['the token of other programs', { authorization: `Bearer ${server.token}` }, 401],
      ['no token', { authorization: '' }, 401],
    ];
    await surface('read', {});
    await new Promise((resolve) => setTimeout(resolve, 550));
    for (const [who, headers, status] of refused) {
      for (const [what, body] of [
        ['read', {}],
        ['answer', TYPED],
      ] as const) {
        expect((await surface(what, body, headers)).status, `${who}: ${what}`).toBe(status);
      }
    }
    // Another browser's surface knows nothing of this question.
    const stranger = { authorization: `Bearer ${other.surface}` };
    expect(await (await surface('read', {}, stranger)).json()).toEqual({ question: null });
    expect(await (await surface('answer', TYPED, stranger)).json()).toEqual({ taken: 'gone' });
    expect(engine.fires).toEqual([]);
    await surface('answer', { yes: false });
    expect(await (await answer).text()).toContain('CONFIRMATION_DECLINED');
  });

  it('needs its own name in every request: one without an origin is no browser’s', async () => {
    const { server, signedIn, id, surface } = await asking();
    const port = Number(new URL(server.confirmUrl).port);
    const headers: [string, string][] = [
      ['Host', `127.0.0.1:${port}`],
      ['Content-Type', 'application/json'],
      ['Authorization', `Bearer ${signedIn.surface}`],
    ];
    const bare = await rawRequest(port, requestText('POST', `/questions/${id}/answer`, headers, JSON.stringify(TYPED)));
    expect(bare.status).toBe(403);
    expect((await surface('answer', 'yes')).status).toBe(422);
    expect((await surface('answer', { yes: true })).status).toBe(422);
    expect((await surface('answer', { yes: 1, by: 'hold' })).status).toBe(422);
    await surface('answer', { yes: false });
  });

  it('a page that goes takes its question with it', async () => {
    const { server, signedIn, engine, surface, answer } = await asking();
    await surface('answer', { yes: false });
    await answer;
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${signedIn.page}` };
    const fire = (signal: AbortSignal): Promise<Response> =>
      fetch(`${server.url}/trpc/signals.fire`, { method: 'POST', headers, body: JSON.stringify(SIGNAL), signal });
    const gone = new AbortController();
    const left = fire(gone.signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    gone.abort();
    await expect(left).rejects.toThrow();
    // While the first still waited, the second would be refused at once.
    const later = AbortSignal.timeout(400);
    await expect(fire(later)).rejects.toThrow();
    expect(later.aborted).toBe(true);
    expect(engine.fires).toEqual([]);
  });
});

describe('what is served at the second origin', () => {
  it('is the surface, which the page alone may frame, and nothing of the page', async () => {
    const root = tempDir();
    writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
    const server = await startServer({ confirmFiles: openConsoleFiles(root) });
    const framed = { 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' };
    const response = await fetch(`${server.confirmUrl}/`, { headers: framed });
    expect(response.status).toBe(200);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`frame-ancestors ${server.url};`);
    expect(policy).not.toMatch(/unsafe|frame-src/);
    expect(response.headers.get('x-frame-options')).toBeNull();
    for (const [target, method] of [
      ['/trpc/system.status', 'GET'],
      ['/metrics', 'GET'],
      ['/signals', 'POST'],
      ['/healthz', 'GET'],
    ] as const) {
      const headers = { authorization: `Bearer ${server.token}`, 'content-type': 'application/json' };
      const body = method === 'POST' ? { body: JSON.stringify(SIGNAL) } : {};
      expect((await fetch(`${server.confirmUrl}${target}`, { method, headers, ...body })).status, target).toBe(404);
    }
  });

  it('lets another port of this host lead to the start page, and to nothing else', async () => {
    const server = await startServer();
    const site = { 'sec-fetch-site': 'same-site' };
    const status = async (origin: string, target: string, dest: string): Promise<number> =>
      (await fetch(`${origin}${target}`, { headers: { ...site, 'sec-fetch-dest': dest } })).status;
    // No page is built here: 404 says that the gate let it pass.
    expect(await status(server.url, '/', 'document')).toBe(404);
    expect(await status(server.url, '/', 'iframe'), 'the console is never framed').toBe(403);
    expect(await status(server.url, '/', 'empty')).toBe(403);
    expect(await status(server.url, '/healthz', 'document')).toBe(403);
    expect(await status(server.confirmUrl, '/', 'iframe')).toBe(404);
    expect(await status(server.confirmUrl, '/', 'empty')).toBe(403);
    const foreign = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document' };
    expect((await fetch(`${server.url}/`, { headers: foreign })).status).toBe(403);
  });
});
