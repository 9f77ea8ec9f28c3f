import type { Door } from './door.ts';

/** Everything that a page was answered, and everything that it could ask for. */
export interface Readings {
  all(): Promise<string>;
}

/** Every reading procedure of the router that takes no name. */
const QUERIES: readonly [path: string, input: unknown][] = [
  ['system.status', undefined],
  ['accounts.list', undefined],
  ['accounts.statuses', undefined],
  ['arming.current', undefined],
  ['log.query', { limit: 1_000 }],
  ['market.instruments', { exchange: 'binance' }],
  ['orders.list', { limit: 1_000 }],
  ['risk.current', undefined],
  ['risk.measure', { account_name: null }],
  ['stops.current', undefined],
  ['approvals.list', { state: null }],
  ['routing.current', undefined],
  ['routing.strategies', undefined],
  ['routing.revisions', {}],
  ['signals.list', {}],
];

/** Listens from now on to all that comes to the page, as events and as answers. */
export async function openEveryReading(door: Door): Promise<Readings> {
  return door.name === 'page' ? overHttp(door) : overBridge(door);
}

async function overHttp({ page, url }: Door): Promise<Readings> {
  const heard: Promise<string>[] = [];
  const streamed: string[] = [];
  // The stream of events never ends, so its body is taken as it comes.
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Network.enable');
  protocol.on('Network.dataReceived', ({ data }) => streamed.push(Buffer.from(data ?? '', 'base64').toString('utf8')));
  protocol.on('Network.responseReceived', ({ requestId, response }) => {
    if (response.mimeType === 'text/event-stream') void protocol.send('Network.streamResourceContent', { requestId });
  });
  page.on('response', (response) => {
    const isStream = (response.headers()['content-type'] ?? '').includes('event-stream');
    if (!isStream) heard.push(response.text().catch(() => ''));
  });
  await page.reload();
  const token = await page.evaluate(() => sessionStorage.getItem('qt.session'));
  return {
    all: async () => {
      const asked = await Promise.all(
        QUERIES.map(async ([path, input]) => {
          const body = input === undefined ? {} : { body: JSON.stringify(input) };
          const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
          const answer = await fetch(new URL(`trpc/${path}`, url), { method: 'POST', headers, ...body });
          if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
          return answer.text();
        }),
      );
      if (!streamed.join('').includes('from_seq')) throw new Error('no event was heard');
      return [...(await Promise.all(heard)), ...streamed, ...asked].join('\n');
    },
  };
}

async function overBridge({ page }: Door): Promise<Readings> {
  await page.evaluate(() => {
    const place = globalThis as unknown as {
      qtBridge: { onEvent(listener: (event: unknown) => void): void };
      heard: unknown[];
    };
    place.heard = [];
    place.qtBridge.onEvent((event) => place.heard.push(event));
  });
  return {
    all: () =>
      page.evaluate(async (queries) => {
        const place = globalThis as unknown as {
          qtBridge: { call(request: unknown): Promise<{ ok: boolean; data: unknown }> };
          heard: unknown[];
        };
        const asked = await Promise.all(
          queries.map(async ([path, input]) => {
            const answer = await place.qtBridge.call({ kind: 'call', type: 'query', path, input });
            if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`);
            return answer;
          }),
        );
        if (place.heard.length === 0) throw new Error('no event was heard');
        return JSON.stringify([asked, place.heard]);
      }, QUERIES),
  };
}
