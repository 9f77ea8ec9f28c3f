import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/**
 * Norges Bank's open data API on loopback, as it answers `format=csv&locale=en`: semicolons, one row a series and business
 * day, Scandinavian currencies for 100 units, 404 where there is nothing in the range.
 */
export interface BankServer {
  url: string;
  /** Ranges that were asked for. */
  asked: { from: string; until: string }[];
  /** Names of what came along, by request. */
  headers: string[][];
  /** What is answered instead: a status, a body, or nothing at all. */
  fail: (how: { status: number; body?: string } | 'silent' | null) => void;
}

const HEAD =
  'FREQ;Frequency;BASE_CUR;Base Currency;QUOTE_CUR;Quote Currency;TENOR;Tenor;DECIMALS;CALCULATED;UNIT_MULT;Unit Multiplier;COLLECTION;Collection Indicator;TIME_PERIOD;OBS_VALUE';
const HUNDREDS = new Set(['DKK', 'SEK', 'JPY']);
const DAY_MS = 86_400_000;

/** `rateOf`: what one unit of the currency costs on a day, in kroner, as the bank would print it; null: not quoted. */
export async function startBankServer(rateOf: (currency: string, day: string) => string | null): Promise<BankServer> {
  const asked: BankServer['asked'] = [];
  const headers: string[][] = [];
  let failing: { status: number; body?: string } | 'silent' | null = null;
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://bank');
    const key = /^\/api\/data\/EXR\/B\.([A-Z+]+)\.NOK\.SP$/.exec(url.pathname);
    const [from = '', until = ''] = ['startPeriod', 'endPeriod'].map((name) => url.searchParams.get(name) ?? '');
    asked.push({ from, until });
    headers.push(Object.keys(request.headers).toSorted());
    if (failing === 'silent') return;
    if (failing) return void response.writeHead(failing.status).end(failing.body ?? '');
    const isKnown = request.method === 'GET' && key && url.searchParams.get('format') === 'csv';
    if (!isKnown || url.searchParams.get('locale') !== 'en') return void response.writeHead(400).end('bad request');
    const rows: string[] = [];
    for (const currency of key[1]?.split('+') ?? []) {
      for (let ms = Date.parse(from); ms <= Date.parse(until); ms += DAY_MS) {
        const day = new Date(ms).toISOString().slice(0, 10);
        const weekday = new Date(ms).getUTCDay();
        const rate = weekday === 0 || weekday === 6 ? null : rateOf(currency, day);
        if (rate === null) continue;
        const mult = HUNDREDS.has(currency) ? '2;Hundreds' : '0;Units';
        rows.push(
          `B;Business;${currency};Currency;NOK;Norwegian krone;SP;Spot;4;false;${mult};C;ECB concertation time 14:15 CET;${day};${rate}`,
        );
      }
    }
    if (rows.length === 0) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/csv' }).end(`${[HEAD, ...rows].join('\n')}\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/api`, asked, headers, fail: (how) => (failing = how) };
}
