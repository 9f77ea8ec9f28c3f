import { QtError } from '../../../shared/schema/error-code.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { Door, OrderChangeInput } from '../../../shared/schema/order.ts';
import { isFinal } from '../../../shared/orders/transitions.ts';
import type { Clock } from '../ports.ts';
import type { ExposureLedger } from '../risk/exposure-ledger.ts';
import type { Reservations } from '../risk/reservations.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import { instrumentOf } from '../venues/instrument-of.ts';
import type { VenuePool } from '../venues/venue-pool.ts';
import type { AmendJournal } from './amend-journal.ts';
import { amendNatively } from './amend-native.ts';
import type { AnswerOnce } from './answer-once.ts';
import { changeOf, mustBeOpen } from './amend-plan.ts';
import { replaceOrder } from './amend-replace.ts';
import type { EvaluateDeps } from './evaluate.ts';
import type { SignalFirer } from './fire-signal.ts';
import { createKeyedQueue } from './keyed-queue.ts';
import type { OrderJournal } from './order-journal.ts';
import type { OrderRow } from './order-row.ts';
import type { OrderSender } from './order-sender.ts';
import type { OrderTracker } from './order-tracker.ts';

export interface AmendDeps {
  journal: OrderJournal;
  amends: AmendJournal;
  sender: OrderSender;
  tracker: OrderTracker;
  pool: VenuePool;
  evaluation: EvaluateDeps;
  answers: Pick<AnswerOnce, 'isTaken'>;
  firer: SignalFirer;
  reservations: Reservations;
  exposure: ExposureLedger;
  /** Why nothing of this account and strategy may leave at this very moment, or null. */
  stopped: (order: Pick<OrderRow, 'account_name' | 'strategy_id'>) => ErrorDocument | null;
  clock: Clock;
  log: Log;
  redact: Redact;
  onOrder: (row: OrderRow) => void;
}

/** One change under way. */
export interface Attempt {
  /** The operator wants the order gone: what was not placed yet must not be. */
  withdrawn: boolean;
}

export interface Amender {
  /**
   * Changes size, price or both of an open limit order. Answers with the order that stands now: the same one, or the new one
   * that took its place. Changes of one order run one after another. Throws `QtError`.
   */
  amend(orderId: string, asked: OrderChangeInput, by: Door): Promise<OrderRow>;
  /** Before a cancel is asked for: a replacement that was not journaled yet never will be. */
  withdraw(belongs: (order: OrderRow) => boolean): void;
  /** At every start: says of each change that was cut off what became of it. */
  recover(): void;
  /** Takes no new ones, and waits for those under way. */
  close(): Promise<void>;
}

export function createAmender(deps: AmendDeps): Amender {
  const { journal, pool, log } = deps;
  const queue = createKeyedQueue();
  const underWay = new Map<string, Attempt>();
  const running = new Set<Promise<unknown>>();
  let closing = false;

  async function amendNow(orderId: string, asked: OrderChangeInput, by: Door): Promise<OrderRow> {
    const order = journal.row(orderId);
    mustBeOpen(order);
    const attempt: Attempt = { withdrawn: false };
    underWay.set(orderId, attempt);
    try {
      const venue = pool.seatOf(order);
      const instrument = await instrumentOf(venue.market, order.exchange, order.symbol);
      const { amount, price } = changeOf(journal.row(orderId), asked, instrument);
      const { account_name, exchange, mode } = order;
      const detail = `${amount} at ${price}`;
      log.info('Amend requested', { account_name, exchange, order_id: orderId, mode, detail });
      if (venue.features.amend === 'native') {
        return await amendNatively(orderId, asked, by, { venue, instrument }, deps);
      }
      return await replaceOrder(orderId, asked, by, { instrument, attempt }, deps);
    } finally {
      underWay.delete(orderId);
    }
  }

  return {
    async amend(orderId, asked, by) {
      if (closing) throw new QtError('ENGINE_UNREACHABLE', 'The engine is closing.');
      const done = queue.run(orderId, () => amendNow(orderId, asked, by));
      running.add(done);
      try {
        return await done;
      } finally {
        running.delete(done);
      }
    },
    withdraw(belongs) {
      for (const [orderId, attempt] of underWay) if (belongs(journal.row(orderId))) attempt.withdrawn = true;
    },
    recover() {
      for (const { order_id: orderId, signal_id: signalId } of deps.amends.underWay()) {
        const { account_name, exchange, mode, status } = journal.row(orderId);
        const fate =
          signalId === null
            ? 'whether the venue took it shows in what the venue says of the order'
            : isFinal(status)
              ? `the order is ${status}, and its replacement was not placed`
              : 'the order is followed as it is, and its replacement is not placed';
        const detail = `the console ended before this change did: ${fate}`;
        deps.amends.end(orderId, detail);
        log.warn('Amend cut off', { account_name, exchange, order_id: orderId, mode, detail });
      }
    },
    async close() {
      closing = true;
      await Promise.allSettled(running);
    },
  };
}
