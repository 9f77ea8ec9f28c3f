import { appendFileSync } from 'node:fs';
import { it } from 'vitest';
import { SEATS, SEAT_NAMES, openVenue, seatEnv } from './exchange-seats.ts';
import type { Seat, SeatName } from './exchange-seats.ts';
import { openWorkspace } from './workspace.ts';

const NAMES = (process.env['SEATS']?.split(',') ?? SEAT_NAMES) as SeatName[];
const say = (text: string): void => appendFileSync('/tmp/probe/out.txt', `${text}\n`);

it('probe', { timeout: 590_000 }, async () => {
  for (const name of NAMES) {
    const seat: Seat = SEATS[name];
    // routes in a plain run
    const plain = await one(name, seat, null);
    say(`${name} plain: ${plain.words}`);
    say(`   routes: ${plain.routes.join(' ')}`);
    for (const route of plain.routes) {
      const r = await one(name, seat, route);
      say(`   404 ${route}: ${r.words}`);
    }
  }
});

async function one(name: SeatName, seat: Seat, route: string | null) {
  const venue = await openVenue(name);
  if (route === 'streams') venue.streams.refuse(true);
  else if (route) venue.faults.always(route, { kind: 'status', status: 404 });
  const desk = await openWorkspace(seatEnv(name, venue.url));
  try {
    const t = performance.now();
    const served = await desk.serve();
    await desk.json('arm', name, '--for', '10m', '--yes');
    const sig = (more: object) => served.signal({ symbol: seat.symbol, side: 'long', amount: seat.amount, account_name: name, ...more });
    const m = await sig({});
    const mo = m.json.orders?.[0];
    const l = await sig({ type: 'limit', price: seat.low });
    const lo = l.json.orders?.[0];
    let c = '';
    if (lo) {
      const x = await desk.json('orders', 'cancel', lo.id);
      c = `${x.code} ${x.document.order?.status ?? x.document.error?.code}`;
    }
    const st = (await desk.json('accounts', 'status')).document.accounts[0];
    const te = (await desk.json('accounts', 'test', name));
    const ms = Math.round(performance.now() - t);
    return {
      words: `mkt ${m.status} ${mo ? `${mo.status} ${mo.filled}@${mo.average} ${mo.error?.code ?? ''}` : `${m.json.error?.code} ${m.json.error?.message}`} | lim ${l.status} ${lo?.status ?? `${l.json.error?.code}`} | cancel ${c} | test ${te.code} ${te.document.error?.code ?? 'ok'} key=${JSON.stringify(te.document.key)} | ${st.connectivity} rec=${st.reconcile.state} ${st.reconcile.error?.code ?? ''} stream=${st.stream} ${ms}ms`,
      routes: [...new Set(venue.requests.map((r) => r.route))].concat(['streams']),
    };
  } finally {
    await desk.close();
    await venue.close();
  }
}
