import { ERROR_CODES, QtError } from '../../../../shared/schema/error-code.ts';
import type { ErrorCode, ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { StopDocument } from '../../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';
import type { AccountRegistry } from '../../accounts/registry.ts';
import type { Engine } from '../../engine-interface.ts';
import type { Clock, Ids } from '../../ports.ts';
import type { Log, LogFields } from '../../telemetry/log.ts';
import type { Redact } from '../../telemetry/redact.ts';
import type { StopSource } from '../risk-ports.ts';
import { stopError } from '../stop-error.ts';
import { createReleaseConfirmations } from './release-confirmations.ts';
import { isHeldBy, isSameScope, scopeWords } from './stop-scope.ts';
import type { StopStore } from './stop-store.ts';

export interface StopService extends StopSource {
  api: Engine['stops'];
  /** Why nothing of this account and strategy may leave at this very moment; null: it may. */
  objection(accountName: string, strategyId: string | null): ErrorDocument | null;
  /**
   * Stops an account by a rule of the console, unless the same rule holds it already; with `again` also then: what it found is
   * another thing by now. Never throws.
   */
  stopAutomatically(stop: { accountName: string; code: ErrorCode; reason: string; again?: true }): void;
}

const NONE: StopDocument[] = [];

/**
 * The kill switch and the automatic stops. A stop is in effect before anything else is done about it, and whatever fails; what
 * it needs is in memory: no price, no profit, no venue.
 */
export function createStopService(deps: {
  store: StopStore;
  registry: AccountRegistry;
  clock: Clock;
  ids: Ids;
  log: Log;
  redact: Redact;
  /** Whether anything is known of a strategy of this name. */
  knowsStrategy: (strategyId: string) => boolean;
  disarm: (accountName: string | null, by: StopDocument['by']) => void;
  armed: () => readonly string[];
  /** A stop began that cancels or flattens. */
  onWork: (stop: StopDocument) => void;
  /** In the commit that releases a stop. */
  alongRelease: (stop: StopDocument, by: StopDocument['by']) => void;
  /** Must not throw. */
  onChange: () => void;
}): StopService {
  const { store, registry, log } = deps;
  const confirmations = createReleaseConfirmations(deps);

  const objections: StopService['objections'] = (account, strategyId) => {
    const stops = store.list();
    return stops.length === 0 ? NONE : stops.filter((stop) => isHeldBy(stop.scope, account, strategyId));
  };

  /** What follows a stop must neither undo it nor keep its caller from being told. */
  function spared(what: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      log.error(what, { detail: deps.redact(String(error)) });
    }
  }

  function disarmScope(scope: RiskScope, by: StopDocument['by']): void {
    if (scope.kind === 'global') return deps.disarm(null, by);
    for (const name of deps.armed()) {
      if (isHeldBy(scope, registry.get(name), null)) {
        spared('An account could not be disarmed', () => deps.disarm(name, by));
      }
    }
  }

  /** In effect from its first line on. */
  function begin(stop: Parameters<StopStore['begin']>[0]): StopDocument {
    const begun = store.begin({ ...stop, reason: deps.redact(stop.reason) });
    const { code, cause, scope, reason } = begun;
    const fields: LogFields = { ...fieldsOf(scope), code, detail: `${scopeWords(scope)}: ${reason}` };
    log.error(cause === 'kill' ? 'Kill switch pulled' : 'Account stopped by a rule of the console', fields);
    spared('Accounts could not be disarmed', () => disarmScope(scope, begun.by));
    if (begun.cancel || begun.flatten) spared('The work of a stop could not begin', () => deps.onWork(begun));
    deps.onChange();
    return store.find(begun.id) ?? begun;
  }

  /** Real accounts of the scope that nobody armed: a program's word may stop them, and trades nothing in them. */
  function disarmedIn(scope: RiskScope): string[] {
    const armed = new Set(deps.armed());
    const held = registry.list().filter((account) => account.mode === 'real' && isHeldBy(scope, account, null));
    return held.map(({ name }) => name).filter((name) => !armed.has(name));
  }

  function mustBeKnown(scope: RiskScope): void {
    if (scope.kind === 'account') registry.get(scope.name);
    const missing =
      (scope.kind === 'owner' && !registry.list().some(({ owner }) => owner === scope.name)) ||
      (scope.kind === 'strategy' && !knowsStrategy(scope.name));
    if (missing) throw new QtError('ACCOUNT_NOT_FOUND', `Nothing is known of ${scopeWords(scope)}.`);
  }

  /** Where it cannot be asked, the operator is believed. */
  function knowsStrategy(strategyId: string): boolean {
    try {
      return deps.knowsStrategy(strategyId);
    } catch {
      return true;
    }
  }

  return {
    objections,
    objection(accountName, strategyId) {
      if (store.list().length === 0) return null;
      const owner = registry.routable().get(accountName)?.owner ?? '';
      const held = objections({ name: accountName, owner }, strategyId);
      const [first] = held.filter(({ cause }) => cause === 'kill').concat(held);
      return first ? stopError(first) : null;
    },
    stopAutomatically({ accountName, code, reason, again = false }) {
      const scope = { kind: 'account', name: accountName } as const;
      if (!again && store.list().some((stop) => stop.code === code && isSameScope(stop.scope, scope))) return;
      begin({ scope, cause: 'automatic', code, reason, by: 'console', cancel: false, flatten: false });
    },
    api: {
      current: () => ({ stops: [...store.list()] }),
      kill({ scope, cancel = false, flatten = false, reason = '' }, door) {
        if (flatten && scope.kind === 'strategy') {
          throw new QtError(
            'INVALID_INPUT',
            'Positions belong to accounts: a strategy can be stopped and its orders canceled.',
          );
        }
        mustBeKnown(scope);
        const disarmed = flatten && door === 'http' ? disarmedIn(scope) : [];
        const flattens = flatten && disarmed.length === 0;
        const stop = begin({
          ...{ scope, cause: 'kill', code: 'KILL_SWITCH', by: door },
          reason: flattens === flatten ? reason : [reason, notFlattened(disarmed)].filter(Boolean).join(' '),
          ...{ cancel: cancel || flatten, flatten: flattens },
        });
        if (stop.durable) return stop;
        const meanwhile = store.keptAside()
          ? 'until then it is kept beside the journal.'
          : 'until then it is in memory alone: do NOT close the console.';
        const message =
          'The stop IS in effect: nothing leaves any more. It could not be written to the journal, and is tried again until it ' +
          `can be; ${meanwhile}`;
        throw new QtError('JOURNAL_UNAVAILABLE', message);
      },
      prepareRelease(scope) {
        const stops = store.list().filter((stop) => isSameScope(stop.scope, scope));
        if (stops.length === 0)
          throw new QtError('STOP_NOT_FOUND', `${ERROR_CODES.STOP_NOT_FOUND} (${scopeWords(scope)})`);
        return confirmations.mint(scope, stops);
      },
      release(confirmationId, typed, door) {
        const ids = confirmations.take(confirmationId, typed);
        const stops = store.list().filter(({ id }) => ids.includes(id));
        store.release(ids, door, (stop) => deps.alongRelease(stop, door));
        for (const { scope, code } of stops) {
          log.warn('Stop released', { ...fieldsOf(scope), code, detail: `${scopeWords(scope)}, by ${door}` });
        }
        return { stops: [...store.list()] };
      },
    },
  };
}

function notFlattened(disarmed: readonly string[]): string {
  return `Not flattened: ${disarmed.join(', ')} ${disarmed.length === 1 ? 'is' : 'are'} disarmed, and only a person closes positions there.`;
}

/** `safety` is what the history of arming and stops is asked for by. */
function fieldsOf(scope: RiskScope): LogFields {
  const source = 'safety';
  if (scope.kind === 'account') return { source, account_name: scope.name };
  return scope.kind === 'strategy' ? { source, strategy_id: scope.name } : { source };
}
