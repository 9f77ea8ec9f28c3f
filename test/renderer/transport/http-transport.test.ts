import { createTRPCClient } from '@trpc/client';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AppRouter } from '../../../electron/api/router.ts';
import { httpTransport } from '../../../renderer/state/transport/http-link.ts';
import { errorOf } from '../../../renderer/state/transport/request-error.ts';
import { openPageSession } from '../../../renderer/state/transport/session.ts';
import type { Session } from '../../../renderer/state/transport/session.ts';
import { deferred } from '../../support/deferred.ts';
import type { EventFrame } from '../../../shared/schema/event.ts';
import { fakeEngine } from '../../server/fake-engine.ts';
import { signIn, startServer } from '../../server/start-server.ts';
import type { RunningServer } from '../../server/start-server.ts';

/** A page session against a real server, in a tab of its own. */
function openTab(
  server: RunningServer,
  fragment = '',
  kept?: string,
): { session: Session; stored: Map<string, string> } {
  const stored = new Map<string, string>(kept ? [['qt.session', kept]] : []);
  const session = openPageSession({
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
      removeItem: (key) => void stored.delete(key),
    },
    takeFragment: () => fragment,
    fetch: (input, init) => fetch(new URL(input as string, `${server.url}/`), init),
  });
  return { session, stored };
}

/** The fragment with which the surface leads a browser on to the page. */
async function handedOver(server: RunningServer): Promise<string> {
  const code = new URL(server.mintLoginUrl()).hash.slice('#login='.length);
  const answer = await fetch(`${server.confirmUrl}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  return new URL(((await answer.json()) as { continue_url: string }).continue_url).hash;
}

function clientOf(server: RunningServer, session: Session) {
  return createTRPCClient<AppRouter>({ links: [httpTransport(session, `${server.url}/trpc`)] });
}

const SIGNAL = { symbol: 'BTC/USDT', side: 'long', amount: '1' } as const;

describe('a page session', () => {
  it('signs in by the code in the address; calls made meanwhile wait for it', async () => {
    const engine = fakeEngine();
    const server = await startServer({ engine });
    const { session } = openTab(server, await handedOver(server));
    const states: string[] = [];
    session.subscribe(() => states.push(session.state()));
    expect(session.state()).toBe('exchanging');
    await clientOf(server, session).signals.fire.mutate(SIGNAL);
    expect(states).toEqual(['open']);
    expect(engine.fires).toEqual([{ door: 'page', signal: { ...SIGNAL, type: 'market' } }]);
  });

  it('is signed out by a used code', async () => {
    const server = await startServer();
    const { session, stored } = openTab(server, '#login=0123456789abcdef');
    await session.token();
    expect(session.state()).toBe('signed_out');
    expect([...stored.values()]).toEqual([]);
  });

  it('is signed out as soon as the server no longer takes its token', async () => {
    const server = await startServer();
    const { session } = openTab(server, '', 'an-old-token');
    expect(session.state()).toBe('open');
    const failure = await clientOf(server, session).accounts.list.query().catch(errorOf);
    expect(failure).toMatchObject({ code: 'UNAUTHORIZED' });
    expect(session.state()).toBe('signed_out');
  });
});

describe('the HTTP transport', () => {
  it('calls with and without input, and hands on stable codes', async () => {
    const server = await startServer();
    const client = clientOf(server, openTab(server, '', (await signIn(server)).page).session);
    expect(await client.accounts.list.query()).toHaveLength(1);
    expect(await client.arming.disarm.mutate({ account_name: null })).toEqual({ real_accounts: 0, armed: [] });
    expect(errorOf(await client.accounts.get.query({ name: 'nobody' }).catch((e: unknown) => e))).toEqual({
      code: 'ACCOUNT_NOT_FOUND',
      message: 'No account "nobody".',
    });
    expect(errorOf(await client.routing.undo.mutate().catch((e: unknown) => e)).code).toBe('INTERNAL');
  });

  it('takes an input that would not fit into an address', async () => {
    const server = await startServer();
    const client = clientOf(server, openTab(server, '', (await signIn(server)).page).session);
    const details = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`key-${i}`, '"'.repeat(40)]));
    const preview = await client.signals.preview.query({ ...SIGNAL, details });
    expect(preview.decision.account_name).toBe('main_sim');
  });

  it('streams events, and ends the stream at the engine when the page stops listening', async () => {
    const engine = fakeEngine();
    const server = await startServer({ engine });
    const client = clientOf(server, openTab(server, '', (await signIn(server)).page).session);
    const frame: EventFrame = { from_seq: 0, seq: 1, reset: false, at: '2026-01-01T00:00:00.000Z', events: [] };
    const received: EventFrame[] = [];
    const first = deferred<void>();
    const stream = client.events.stream.subscribe(undefined, {
      onStarted: () => void whenListening(engine).then(() => engine.publish(frame)),
      onData: (data) => {
        received.push(data);
        first.resolve();
      },
      onError: first.reject,
    });
    onTestFinished(() => stream.unsubscribe());
    await first.promise;
    expect(received).toEqual([{ ...frame, confirmation: null }]);
    stream.unsubscribe();
    await expect.poll(() => engine.audience()).toBe(0);
  });

  it('fails a stream whose token is refused, instead of trying for ever', async () => {
    const server = await startServer();
    const { session } = openTab(server, '', 'an-old-token');
    const failed = deferred<unknown>();
    clientOf(server, session).events.stream.subscribe(undefined, { onError: failed.resolve });
    await failed.promise;
    expect(session.state()).toBe('signed_out');
  });

  it('calls an engine that is gone unreachable', async () => {
    const server = await startServer();
    const client = clientOf(server, openTab(server, '', (await signIn(server)).page).session);
    await server.close();
    expect(await client.accounts.list.query().catch(errorOf)).toMatchObject({ code: 'ENGINE_UNREACHABLE' });
  });
});

async function whenListening(engine: { audience(): number }): Promise<void> {
  await expect.poll(() => engine.audience()).toBe(1);
}

it('an error that an answer carries in itself is read as it is', () => {
  const error = { code: 'INSUFFICIENT_FUNDS', message: 'not enough' };
  expect(errorOf(error)).toEqual(error);
  expect(errorOf({ code: 'ENOENT', message: 'of the system' }).code).toBe('INTERNAL');
});
