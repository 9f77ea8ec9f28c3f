import { QtError } from '../../../shared/schema/error-code.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import type { Engine } from '../engine-interface.ts';
import type { KnownAnswer } from '../orders/answer-once.ts';
import { isoTime } from '../ports.ts';
import type { Log } from '../telemetry/log.ts';
import { createGroupFirer } from './fire-group.ts';
import type { FireGroupDeps, GroupFirer } from './fire-group.ts';
import { firedGroup } from './fired-group.ts';
import { assertMembers, groupDocument } from './group-document.ts';
import type { GroupStore } from './group-store.ts';
import { planGroup } from './plan-group.ts';

export interface GroupServiceDeps extends Omit<FireGroupDeps, 'group'> {
  store: GroupStore;
  registry: AccountRegistry;
  log: Log;
  onChange: () => void;
}

/** Groups as the doors know them. */
export function createGroupService(deps: GroupServiceDeps): Engine['groups'] & Pick<GroupFirer, 'fireApproved'> {
  const { store, registry, journal } = deps;

  function get(name: string) {
    const stored = store.find(name);
    if (!stored) throw new QtError('GROUP_NOT_FOUND', `There is no group ${name}.`);
    return groupDocument(stored, registry);
  }

  const firer = createGroupFirer({ ...deps, group: get });

  return {
    list: () => store.list().map((stored) => groupDocument(stored, registry)),
    get,
    set(group, baseRevision, door) {
      assertMembers(group.members, registry);
      store.set(group, baseRevision, door);
      deps.log.info('Group set', { detail: `${group.name}: ${group.members.length} accounts, ${group.allocation}` });
      deps.onChange();
      return get(group.name);
    },
    remove(name, door) {
      store.remove(name, door);
      deps.log.info('Group removed', { detail: name });
      deps.onChange();
    },
    preview: async (signal) => planGroup(signal, get(signal.group), deps.evaluation),
    fire: firer.fire,
    fireApproved: firer.fireApproved,
    retry: firer.retry,
    firing(id) {
      const record = journal.find(id);
      if (!record) throw new QtError('NOT_FOUND', `There is no signal ${id} to a group.`);
      return firedGroup(record, deps);
    },
    firings: (limit) =>
      journal.list(limit).map((record) => ({
        signal_id: record.id,
        received_at: isoTime(record.receivedMs),
        door: record.door,
        symbol: record.signal.symbol,
        side: record.signal.side,
        mode: record.plan.mode,
        testnet: record.plan.testnet,
        fired: firedGroup(record, deps),
      })),
  };
}

/** What was answered before to a signal of this id to a group. */
export function knownGroupAnswer(
  id: string,
  deps: Pick<FireGroupDeps, 'journal' | 'signals' | 'underWay'>,
): KnownAnswer | null {
  // A leg's id holds a `~`, and no other may.
  const record = id.includes('~') ? null : deps.journal.find(id);
  return record && { bodyHash: record.bodyHash, document: () => firedGroup(record, deps) };
}
