import { startBinanceServer } from '../venues/binance-server.ts';
import type { VenueAccountOptions } from '../venues/venue-server.ts';

/*
 * A Binance on loopback in a process of its own, so that its work is not counted as the console's. Told what to do by messages
 * of its parent (see `bench-venue.ts`), which it answers one by one.
 */
export type VenueTask =
  | { do: 'start'; accounts: VenueAccountOptions[] }
  | { do: 'latency'; ms: number }
  /** Resting orders past the console: so many an account, with these client order ids. */
  | { do: 'rest'; orders: { account: string; clientOrderId: string }[] }
  /** When each order came in since the last time, in ms of the machine's monotonic clock. */
  | { do: 'arrivals' };

/** The same in every process of this machine. */
const machineMs = (): number => Number(process.hrtime.bigint()) / 1e6;

const DEEP = { bids: [['59990.00', '100000']], asks: [['60010.00', '100000']] } as const;
let venue: Awaited<ReturnType<typeof startBinanceServer>> | undefined;
let arrivals: number[] = [];

async function carryOut(task: VenueTask): Promise<unknown> {
  if (task.do === 'start') {
    venue = await startBinanceServer({ accounts: task.accounts });
    venue.setBook('BTCUSDT', { bids: [...DEEP.bids], asks: [...DEEP.asks] });
    // Never matches; it is asked the moment a request has been read.
    venue.faults.always(
      (request) => {
        if (request.route === 'order.place') arrivals.push(machineMs());
        return false;
      },
      { kind: 'drop_before' },
    );
    return venue.url;
  }
  if (!venue) throw new Error('no venue was started');
  if (task.do === 'latency') return venue.setLatency(task.ms);
  if (task.do === 'rest') {
    for (const { account, clientOrderId } of task.orders) {
      venue.placeOutside(account, { market: 'BTCUSDT', side: 'buy', price: '20000', amount: '0.001', clientOrderId });
    }
    return task.orders.length;
  }
  const seen = arrivals;
  arrivals = [];
  return seen;
}

process.on('message', (task: VenueTask) => {
  carryOut(task).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
// The parent is gone, and nobody else asks.
process.on('disconnect', () => process.exit());
