import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { VenueDeps } from '../../../../electron/engine/venues/deps.ts';
import { createTurns } from '../../../../electron/engine/venues/exchange/turns.ts';
import { inTurn } from '../../../../electron/engine/venues/http/in-turn.ts';
import { openKeepAliveFetch } from '../../../../electron/engine/venues/http/keep-alive-fetch.ts';
import { gateOfCall, throughGate } from '../../../../electron/engine/venues/http/leave-gate.ts';
import { createRateGovernor } from '../../../../electron/engine/venues/http/rate-governor.ts';
import { NO_LIMITS } from '../../../../electron/engine/venues/http/rate-limits.ts';
import { timeRoute } from '../../../../electron/engine/venues/http/request-guard.ts';
import type { Route } from '../../../../electron/engine/venues/http/request-guard.ts';
import { openWire } from '../../../../electron/engine/venues/http/wire.ts';
import type { WireOptions } from '../../../../electron/engine/venues/http/wire.ts';
import { systemClock } from '../../../../electron/engine/seams.ts';
import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { SELF_SIGNED } from '../../../support/self-signed.ts';
import { depsWith } from '../rig.ts';

const ROUTES: readonly Route[] = [
  { method: 'POST', path: /^\/order$/ },
  { method: 'PUT', path: /^\/order$/ },
  { method: 'DELETE', path: /^\/order$/ },
  { method: 'POST', path: /^\/cancel$/, lane: 'cancel' },
  { method: 'POST', path: /^\/leverage$/, lane: 'read', acts: true },
  { method: 'POST', path: /^\/list$/, lane: 'read' },
  { method: 'GET', path: /^\/list$/ },
  timeRoute(/^\/time$/),
];
const KILLED: ErrorDocument = { code: 'KILL_SWITCH', message: 'everything is killed' };
const HELD = { phase: 'not_sent', code: 'KILL_SWITCH', detail: 'everything is killed' };

const trusted = getCACertificates('default');
setDefaultCACertificates([...trusted, SELF_SIGNED.cert]);
afterAll(() => setDefaultCACertificates(trusted));

async function venue(secure = false) {
  const seen: string[] = [];
  const listener: RequestListener = (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.end('{}');
  };
  const server: Server = secure ? createSecureServer(SELF_SIGNED, listener) : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { fetch, close } = openKeepAliveFetch();
  onTestFinished(() => {
    close();
    server.closeAllConnections();
    return new Promise((resolve) => void server.close(() => resolve()));
  });
  const url = `${secure ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const open = (options: Partial<WireOptions> = {}, turns?: VenueDeps['turns']) =>
    openWire(
      { guard: { bases: [url], access: ROUTES }, timeoutMs: 2_000, maxBodyBytes: 1_000, account: 'a', ...options },
      { ...depsWith(systemClock, fetch), gated: true, ...(turns && { turns }) },
    );
  const ask = (method: string, path: string) => ({ url: `${url}${path}`, method, headers: {} });
  return { seen, open, ask };
}

describe('the gate before bytes leave', () => {
  it('holds back what acts, and neither cancels nor reads', async () => {
    const { seen, open, ask } = await venue();
    const wire = open();
    const send = (method: string, path: string) =>
      throughGate(
        () => KILLED,
        () => wire.send(ask(method, path)),
      );
    for (const [method, path] of [
      ['POST', '/order'],
      ['PUT', '/order'],
      ['POST', '/leverage'],
    ] as const) {
      expect(await send(method, path), `${method} ${path}`).toEqual(HELD);
    }
    for (const [method, path] of [
      ['DELETE', '/order'],
      ['POST', '/cancel'],
      ['POST', '/list'],
      ['GET', '/list'],
      ['GET', '/time'],
    ] as const) {
      expect(await send(method, path), `${method} ${path}`).toMatchObject({ phase: 'answered' });
    }
    expect(seen).toEqual(['DELETE /order', 'POST /cancel', 'POST /list', 'GET /list', 'GET /time']);
    expect(
      await throughGate(
        () => null,
        () => wire.send(ask('POST', '/order')),
      ),
    ).toMatchObject({ phase: 'answered' });
  });

  it('is needed: what acts and has none is a fault of our own, and does not leave', async () => {
    const { seen, open, ask } = await venue();
    expect(await open().send(ask('POST', '/order'))).toMatchObject({ phase: 'not_sent', code: 'INTERNAL' });
    expect(await open().send(ask('DELETE', '/order'))).toMatchObject({ phase: 'answered' });
    expect(seen).toEqual(['DELETE /order']);
  });

  it.each([false, true])(
    'is asked again once a connection was made, before the first byte (TLS: %s)',
    async (secure) => {
      const { seen, open, ask } = await venue(secure);
      const wire = open();
      const asked: string[] = [];
      const closing = () => {
        asked.push('asked');
        return asked.length > 1 ? KILLED : null;
      };
      expect(await throughGate(closing, () => wire.send(ask('POST', '/order')))).toEqual(HELD);
      expect([seen, asked.length]).toEqual([[], 2]);
      // The connection of before is gone; one that is open is written to at once, with nothing in between.
      expect(
        await throughGate(
          () => null,
          () => wire.send(ask('POST', '/order')),
        ),
      ).toMatchObject({ phase: 'answered' });
      asked.length = 0;
      expect(await throughGate(closing, () => wire.send(ask('POST', '/order')))).toMatchObject({ phase: 'answered' });
      expect([seen, asked.length]).toEqual([['POST /order', 'POST /order'], 1]);
    },
  );

  it('is asked after a wait for room within the rate limit', async () => {
    const { seen, open, ask } = await venue();
    const clock = createFakeClock();
    const governor = createRateGovernor(
      { ...NO_LIMITS, budgets: [{ counts: 'account', weight: 1, perMs: 900 }] },
      clock,
    );
    const wire = open({ governor });
    let killed = false;
    const gate = (): ErrorDocument | null => (killed ? KILLED : null);
    const order = () => throughGate(gate, () => inTurn(governor, (permit) => wire.send(ask('POST', '/order'), permit)));
    const first = order();
    const waiting = order();
    expect(await first).toMatchObject({ phase: 'answered' });
    killed = true;
    await clock.advanceAsync(2_000);
    expect(await waiting).toEqual(HELD);
    expect(seen).toEqual(['POST /order']);
  });

  it('is asked after a turn that took long, in which a kill may have come; cancels and reads wait for none', async () => {
    const { seen, open, ask } = await venue();
    let end: () => void = () => undefined;
    let turn: Promise<void> | null = new Promise((resolve) => (end = resolve));
    const wire = open({}, { breath: () => turn });
    let killed = false;
    const gate = (): ErrorDocument | null => (killed ? KILLED : null);
    const waiting = throughGate(gate, () => wire.send(ask('POST', '/order')));
    expect(await throughGate(gate, () => wire.send(ask('POST', '/cancel')))).toMatchObject({ phase: 'answered' });
    expect(await wire.send(ask('GET', '/list'))).toMatchObject({ phase: 'answered' });
    killed = true;
    turn = null;
    end();
    expect(await waiting).toEqual(HELD);
    expect(seen).toEqual(['POST /cancel', 'GET /list']);
  });

  it('stays that of the call itself where requests of one key leave in turn', async () => {
    const turns = createTurns(systemClock);
    let end: () => void = () => undefined;
    const former = throughGate(
      () => KILLED,
      () => turns.take(true, () => new Promise<void>((resolve) => (end = resolve))),
    );
    const own = (): null => null;
    const next = throughGate(own, () => turns.take(true, async () => gateOfCall()));
    const without = turns.take(false, async () => gateOfCall());
    end();
    await former;
    expect(await next).toBe(own);
    expect(await without).toBeNull();
  });
});
