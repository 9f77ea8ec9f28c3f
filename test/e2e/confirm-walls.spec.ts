import type { Page } from '@playwright/test';
import { ONE, TWO, TWO_ACCOUNTS, binanceAccount, placements } from './support/binance-accounts.ts';
import { expect, test as base } from './support/console-test.ts';
import type { Console } from './support/console-test.ts';
import { fillTicket, lastFiring, realButton } from './support/desk.ts';
import { STOPPED } from './support/policy-words.ts';
import { confirmByHold, decline, expectNotAsked, isAsked, surfaceOf } from './support/surface.ts';
import type { VenueHandle } from '../venues/venue-server.ts';

interface Answer {
  path: string;
  code: string | null;
}

/** One real account that is armed, one that is not, a group of both, and a resting order: all there is to misuse. */
const test = base.extend<{ venue: VenueHandle; desk: Console; resting: string }>({
  venue: async ({ openBinance }, use) => use(await openBinance(TWO_ACCOUNTS)),
  desk: async ({ openConsole, venue }, use) => {
    const friend = binanceAccount('friend', 'real', venue, TWO, { OWNER: 'friend_1' });
    const desk = await openConsole({ ...binanceAccount('main_binance', 'real', venue, ONE), ...friend });
    await desk.qt(['arm', 'main_binance', '--for', '1h', '--yes']);
    await desk.qt(['groups', 'set', 'both', '--members', 'main_binance,friend']);
    desk.door.watch.expected.push(STOPPED);
    await use(desk);
  },
  resting: async ({ desk }, use) => {
    const limit = ['--type', 'limit', '--price', '50000', '--amount', '0.01'];
    const { orders } = await desk.qt(['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', ...limit]);
    await use(orders[0].id);
  },
});

/** What script in the page can do by itself: call every procedure, as the page does. */
async function callAll(page: Page, calls: readonly [path: string, input: unknown][]): Promise<Answer[]> {
  return page.evaluate(async (asked) => {
    interface Bridge {
      call(request: unknown): Promise<{ ok: boolean; error?: { code: string } }>;
    }
    const bridge = (globalThis as unknown as { qtBridge?: Bridge }).qtBridge;
    const call = async (path: string, input: unknown): Promise<string | null> => {
      if (bridge) return (await bridge.call({ kind: 'call', type: 'mutation', path, input })).error?.code ?? null;
      const response = await fetch(`./trpc/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${sessionStorage.getItem('qt.session')}`,
        },
        body: JSON.stringify(input ?? {}),
      });
      const body = (await response.json()) as { error?: { code?: string; data?: { qt_code: string } } };
      return body.error?.data?.qt_code ?? body.error?.code ?? null;
    };
    return Promise.all(asked.map(async ([path, input]) => ({ path, code: await call(path, input) })));
  }, calls);
}

const BUY = { symbol: 'BTC/USDT', side: 'long', amount: '0.01', account_name: 'main_binance' };
const REAL = { account_name: 'main_binance', exchange: 'binance', mode: 'real', testnet: false };
const REFUSED = ['CONFIRMATION_DECLINED', 'CONFIRMATION_UNAVAILABLE'];

test('script in the page that calls every procedure fires nothing, closes nothing and arms nothing', async ({
  desk,
  venue,
  resting,
}) => {
  const { page, qt } = desk;
  const before = placements(venue).length;
  const { confirmation_id } = await prepareIn(page, 'arming.prepare', { account_name: 'friend', duration_ms: 60_000 });
  const calls: [string, unknown][] = [
    ['signals.fire', BUY],
    ['signals.fireShown', { signal: BUY, shown: REAL }],
    ['signals.fireOverriding', { signal: BUY }],
    ['signals.fireOverriding', { signal: BUY, shown: REAL }],
    ['groups.fire', { symbol: 'BTC/USDT', side: 'long', amount: '0.02', group: 'both', unplaceable: 'rest' }],
    ['signals.fire', { symbol: 'BTC/USDT', side: 'long', amount: '0.02', group: 'both', unplaceable: 'rest' }],
    ['positions.close', { account_name: 'main_binance', symbol: 'BTC/USDT' }],
    ['orders.amend', { id: resting, amount: '0.02' }],
    ['arming.arm', { confirmation_id, typed: 'friend' }],
    ['arming.acknowledgeKey', { account_name: 'friend', typed: 'friend' }],
  ];
  const answering = callAll(page, calls);
  await surfaceOf(desk);
  // What passes for paper goes to paper, or nowhere.
  const lies = await callAll(page, [
    ['signals.fireShown', { signal: BUY, shown: { ...REAL, mode: 'paper' } }],
    ['signals.fireShown', { signal: BUY, shown: { ...REAL, testnet: true } }],
    ['signals.fireOverriding', { signal: BUY, shown: { ...REAL, testnet: true } }],
  ]);
  expect(lies.map(({ code }) => code)).toEqual([null, null, null]);
  await decline(desk);
  for (const { path, code } of await answering) expect(REFUSED, `${path}: ${code}`).toContain(code);

  expect(placements(venue)).toHaveLength(before);
  expect(venue.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
  await expect(page.getByRole('group', { name: 'Real trading armed: main_binance' })).toBeVisible();
  expect((await qt(['orders', 'show', resting])).order).toMatchObject({ status: 'open', amount: '0.01' });
});

test('script in the page may stop everything, and neither flatten nor let go of it', async ({ desk, venue }) => {
  const { page } = desk;
  const scope = { kind: 'account', name: 'main_binance' };
  const flattening = callAll(page, [['stops.kill', { scope, flatten: true }]]);
  const { card } = await surfaceOf(desk);
  await expect(card).toContainText('Close every position of main_binance');
  await expect(card).toContainText('The stop is in effect already');
  await decline(desk);
  expect(await flattening).toEqual([{ path: 'stops.kill', code: 'CONFIRMATION_DECLINED' }]);

  const { confirmation_id } = await prepareIn(page, 'stops.prepareRelease', { scope });
  const releasing = callAll(page, [['stops.release', { confirmation_id, typed: 'main_binance' }]]);
  await expect((await surfaceOf(desk)).card).toContainText('Let main_binance trade again');
  await decline(desk);
  expect(await releasing).toEqual([{ path: 'stops.release', code: 'CONFIRMATION_DECLINED' }]);
  await desk.qt(['signal', 'fire', '--symbol', 'BTC/USDT', '--side', 'long', '--amount', '0.01'], 3);
  expect(placements(venue)).toEqual([]);
});

test('script in the page presses nothing of the surface, and learns nothing of it', async ({ desk, venue }) => {
  const { page, door } = desk;
  await fillTicket(page, { size: '0.01', account: 'main_binance' });
  await realButton(page).click();
  const { card } = await surfaceOf(desk);
  const tried = await page.evaluate(async () => {
    const outcome = async (run: () => unknown): Promise<string> => {
      try {
        const value = await run();
        return value === undefined || value === null ? 'nothing' : 'reached';
      } catch {
        return 'refused';
      }
    };
    const frame = document.querySelector<HTMLIFrameElement>('iframe[title="Confirmation"]');
    const address = frame?.src.split('#')[0] ?? 'app://confirm/';
    const id = frame?.src.split('#')[1] ?? 'id';
    const yes = { method: 'POST', body: JSON.stringify({ yes: true, by: 'hold' }) };
    const json = {
      'content-type': 'application/json',
      authorization: `Bearer ${sessionStorage.getItem('qt.session')}`,
    };
    const found: Record<string, string> = {
      document: await outcome(() => frame?.contentDocument),
      window: await outcome(() => frame && (frame.contentWindow as unknown as { document: unknown }).document),
      storage: await outcome(
        () => frame && (frame.contentWindow as unknown as { sessionStorage: unknown }).sessionStorage,
      ),
      frames: await outcome(() => (frame ? (frames[0] as unknown as { qtConfirm: unknown }).qtConfirm : null)),
      answer: await outcome(() => fetch(`${address}questions/${id}/answer`, { ...yes, headers: json })),
      cookies: await outcome(() => fetch(`${address}questions/${id}/answer`, { ...yes, credentials: 'include' })),
      opaque: await outcome(() => fetch(`${address}questions/${id}/answer`, { ...yes, mode: 'no-cors' })),
      document_text: await outcome(() => fetch(address, { credentials: 'include' })),
      here: await outcome(async () => {
        const response = await fetch(`./questions/${id}/answer`, { ...yes, headers: json });
        return response.ok ? response : null;
      }),
      bridge: await outcome(() => (globalThis as unknown as { qtConfirm?: unknown }).qtConfirm),
    };
    // Every event that a hold, a click or typing would cause, on everything that shows.
    const targets = [...document.querySelectorAll('iframe, [data-fire-real] button, [role="dialog"], body')];
    const init = { bubbles: true, cancelable: true, button: 0, isPrimary: true, key: 'Enter' };
    for (const target of targets) {
      for (const name of ['pointerdown', 'mousedown']) target.dispatchEvent(new PointerEvent(name, init));
      for (const name of ['keydown', 'keypress']) target.dispatchEvent(new KeyboardEvent(name, init));
    }
    frame?.contentWindow?.postMessage({ yes: true, by: 'hold' }, '*');
    frame?.contentWindow?.postMessage({ yes: true, by: 'typed', typed: 'main_binance' }, '*');
    frame?.contentWindow?.focus();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    for (const target of targets) {
      for (const name of ['pointerup', 'mouseup', 'click']) target.dispatchEvent(new MouseEvent(name, init));
      target.dispatchEvent(new KeyboardEvent('keyup', init));
    }
    return found;
  });
  expect(Object.entries(tried).filter(([, got]) => got === 'reached')).toEqual([]);
  await expect(card).toContainText('Buy 0.01 BTC');
  expect(placements(venue)).toEqual([]);

  if (door.name === 'desktop') {
    // Channels of the other window, and its address.
    const answers = await page.evaluate(async () => {
      const { qtBridge } = globalThis as unknown as { qtBridge: { call(request: unknown): Promise<{ ok: boolean }> } };
      const asked = [
        { kind: 'confirm', yes: true },
        { kind: 'call', type: 'mutation', path: 'confirmations.answer', input: { yes: true, by: 'hold' } },
        { kind: 'call', type: 'mutation', path: 'qt:confirm:answer', input: { yes: true, by: 'hold' } },
      ];
      const frame = document.createElement('iframe');
      frame.src = 'app://confirm/';
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
      const inside = await Promise.resolve()
        .then(() => frame.contentDocument?.body.textContent ?? 'other')
        .catch(() => 'other');
      frame.remove();
      const opened = window.open('app://confirm/') === null ? 'refused' : 'opened';
      return { calls: await Promise.all(asked.map(async (each) => (await qtBridge.call(each)).ok)), opened, inside };
    });
    expect(answers.calls).toEqual([false, false, false]);
    expect(answers.opened).toBe('refused');
    expect(answers.inside).not.toContain('Confirm');
  }
  await confirmByHold(desk);
  await expect(lastFiring(page)).toContainText('Filled 0.01');
  expect(placements(venue)).toHaveLength(1);
});

test('no question can be used to hide another: one at a time, and a flood is refused', async ({ desk, venue }) => {
  const { page } = desk;
  const codes: (string | null)[] = [];
  for (let i = 0; i < 8; i += 1) {
    const answering = callAll(page, [['signals.fire', { ...BUY, amount: '0.02' }]]);
    await expect.poll(async () => codes.length > 5 || (await isAsked(desk))).toBe(true);
    await callAll(page, [['confirmations.withdraw', undefined]]);
    codes.push(...(await answering).map(({ code }) => code));
    await expectNotAsked(desk);
  }
  expect(codes.slice(0, 6)).toEqual(Array.from({ length: 6 }, () => 'CONFIRMATION_DECLINED'));
  expect(codes.slice(6)).toEqual(['CONFIRMATION_UNAVAILABLE', 'CONFIRMATION_UNAVAILABLE']);
  expect(placements(venue)).toEqual([]);
});

async function prepareIn(page: Page, path: string, input: unknown): Promise<{ confirmation_id: string }> {
  return page.evaluate(
    async ([procedure, given]) => {
      interface Bridge {
        call(request: unknown): Promise<{ data: { confirmation_id: string } }>;
      }
      const bridge = (globalThis as unknown as { qtBridge?: Bridge }).qtBridge;
      if (bridge) return (await bridge.call({ kind: 'call', type: 'mutation', path: procedure, input: given })).data;
      const response = await fetch(`./trpc/${procedure}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${sessionStorage.getItem('qt.session')}`,
        },
        body: JSON.stringify(given),
      });
      return ((await response.json()) as { result: { data: { confirmation_id: string } } }).result.data;
    },
    [path, input] as const,
  );
}
