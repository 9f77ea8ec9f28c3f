import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { AccountConfig } from '../../../../electron/engine/accounts/account-config.ts';
import { AccountRegistry } from '../../../../electron/engine/accounts/registry.ts';
import { createAuditChain } from '../../../../electron/engine/audit/audit-chain.ts';
import { createStops } from '../../../../electron/engine/risk/stops/create-stops.ts';
import { openStopReserve } from '../../../../electron/engine/risk/stops/stop-reserve.ts';
import type { StopRules } from '../../../../electron/engine/risk/stops/stop-rules.ts';
import type { Database } from '../../../../electron/engine/store/sqlite.ts';
import { createRedactor } from '../../../../electron/engine/telemetry/redact.ts';
import type { StopDocument } from '../../../../shared/schema/risk.ts';
import { paperAccount, realAccount } from '../../../support/accounts.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';
import { createMemoryLog } from '../../../support/memory-log.ts';
import { createSeededIds } from '../../../support/seeded-ids.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { tempJournal } from '../../../support/temp-journal.ts';

export const RULES: StopRules = { refusals: 5, unknown: 3, skewMs: 300_000 };

/** Stops on a real journal, with a clock that stands still. `failing.db`: the disk is full for as long as it is true. */
export function stopsWorld(
  options: { db?: Database; clock?: FakeClock; accounts?: AccountConfig[]; rules?: StopRules; reserve?: string } = {},
) {
  const journal = options.db ?? tempJournal();
  const clock = options.clock ?? createFakeClock();
  const failing = { db: false };
  const db: Database = {
    ...journal,
    transaction: (work) => {
      if (failing.db) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
      return journal.transaction(work);
    },
  };
  const registry = new AccountRegistry();
  const usual = [
    realAccount('main_binance', { owner: 'ann' }),
    realAccount('friend', { owner: 'bob' }),
    paperAccount('practice', { owner: 'ann' }),
  ];
  for (const account of options.accounts ?? usual) registry.register(account);
  const log = createMemoryLog();
  const settled = new Set<string>();
  const disarmed: (string | null)[] = [];
  const begun: StopDocument[] = [];
  const released: string[] = [];
  let changes = 0;
  let armed = ['friend', 'main_binance'];
  const stops = createStops({
    ...{ registry, db, clock, log },
    audit: createAuditChain(db, clock),
    ids: createSeededIds(`stops ${clock.nowMs()}`, clock),
    redact: createRedactor(registry.secrets()),
    rules: options.rules ?? RULES,
    isUnknown: (orderId) => !settled.has(orderId),
    reserve: openStopReserve(options.reserve ?? path.join(tempDir(), 'stops-reserve.json')),
    knowsStrategy: (id) => id === 'trend',
    late: {
      arming: () => ({
        current: () => ({
          real_accounts: 2,
          armed: armed.map((account_name) => ({ account_name, owner: '', armed_until: '' })),
        }),
        disarm: (name) => {
          disarmed.push(name);
          armed = name === null ? [] : armed.filter((each) => each !== name);
          return { real_accounts: 2, armed: [] };
        },
      }),
      work: () => ({ begin: (stop) => void begun.push(stop) }),
    },
    alongRelease: ({ id }) => void released.push(id),
    onChange: () => (changes += 1),
  });
  onTestFinished(() => stops.store.close());
  return {
    ...{ stops, journal, clock, log, registry, failing, disarmed, begun, released, settled },
    changes: () => changes,
    audit: () =>
      journal
        .all<{ kind: string; subject: string; body: string }>('SELECT kind, subject, body FROM audit ORDER BY seq')
        .map(({ kind, subject, body }) => ({ kind, subject, body: JSON.parse(body) as Record<string, unknown> })),
  };
}
