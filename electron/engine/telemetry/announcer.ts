import type { AccountDocument, AccountStatusDocument } from '../../../shared/schema/account.ts';
import type { ArmingDocument } from '../../../shared/schema/arming.ts';
import type { OrderDocument } from '../../../shared/schema/order.ts';
import type { OrderRow } from '../orders/order-row.ts';
import type { SignalJournal } from '../orders/signal-journal.ts';
import { venueHealth } from '../venues/venue-health.ts';
import type { EventHub } from './event-hub.ts';
import type { Log } from './log.ts';

export interface Announcer {
  start(accounts: AccountDocument[], problems: { code: string; message: string }[], revision: number): void;
  signal(signalId: string): void;
  order(row: OrderRow): void;
  status(status: AccountStatusDocument): void;
  arming(accountNames: string[], arming: ArmingDocument): void;
}

/** Turns changes of state into events and log records, in one place. Documents are only built when somebody watches. */
export function createAnnouncer(deps: {
  hub: EventHub;
  log: Log;
  signals: SignalJournal;
  status: (name: string) => AccountStatusDocument;
  statuses: () => AccountStatusDocument[];
  /** The order as every door shows it. */
  document: (row: OrderRow) => OrderDocument;
}): Announcer {
  const { hub, log } = deps;
  const watched = () => hub.subscribers > 0;

  function signal(signalId: string): void {
    const found = watched() ? deps.signals.find(signalId) : null;
    if (found) hub.publish({ topic: 'signal', row: found.row });
  }

  /** What is told about a change must never undo it: an order is sent and followed even where it cannot be announced. */
  function spared(work: () => void): void {
    try {
      work();
    } catch (error) {
      log.error('A change could not be announced', { detail: String(error) });
    }
  }

  return {
    start(accounts, problems, revision) {
      for (const problem of problems)
        log.error('Configuration problem', { code: problem.code, detail: problem.message });
      for (const { name, error } of accounts) {
        if (error) log.error('Account is broken', { account_name: name, code: error.code, detail: error.message });
      }
      log.info('Engine opened', { detail: `${accounts.length} accounts, mapping revision ${revision}` });
    },
    signal: (signalId) => spared(() => signal(signalId)),
    order(row) {
      if (!watched()) return;
      spared(() => {
        hub.publish({ topic: 'order', order: deps.document(row) });
        signal(row.signal_id);
        hub.publish({ topic: 'account', status: deps.status(row.account_name) });
      });
    },
    status(status) {
      hub.publish({ topic: 'account', status });
      if (watched()) for (const venue of venueHealth(deps.statuses())) hub.publish({ topic: 'health', venue });
    },
    arming(accountNames, arming) {
      hub.publish({ topic: 'arming', arming });
      for (const name of accountNames) {
        const armed = arming.armed.some((entry) => entry.account_name === name);
        log.info(armed ? 'Real trading armed' : 'Real trading disarmed', { account_name: name, source: 'safety' });
        hub.publish({ topic: 'account', status: deps.status(name) });
      }
    },
  };
}
