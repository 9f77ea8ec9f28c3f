import type { Clock } from '../../ports.ts';
import { createCoolDown } from './cool-down.ts';
import type { CoolDown } from './cool-down.ts';
import type { Budget, RateLimits } from './rate-limits.ts';
import { createSpentWindow } from './spent-window.ts';
import type { SpentWindow } from './spent-window.ts';
import type { Turn, TurnAnswer } from './turn.ts';
import type { WireEvidence } from './wire-evidence.ts';

/**
 * Holds all that talk to one exchange from here to its limits, so that the exchange never has to. Cancels always go, and
 * are counted. Orders may use everything; reads leave a part for them, and wait in a queue that orders overtake.
 */
export interface RateGovernor {
  readonly limits: RateLimits;
  take(turn: Turn): TurnAnswer;
  /** Waits for a turn: true with the weight spent; false where it would take too long, or its owner is gone. */
  wait(turn: Turn): Promise<boolean>;
  /** The venue said "too many requests", in whatever words. */
  keepQuiet(turn: Turn, evidence: WireEvidence): void;
  /** Ends what an owner still waits for. */
  leave(owner: object): void;
}

/** Left below every documented limit: others at this address ask too, and clocks and networks differ. */
const HEADROOM = 0.95;
/** What reads may use of it; the rest is the orders'. */
const READ_SHARE = 0.8;
/** An order that would wait longer is not sent: its price is of now. */
const ORDER_WAIT_MS = 1_000;
const READ_WAIT_MS = 60_000;

interface Waiter {
  turn: Turn;
  untilMs: number;
  settle: (went: boolean) => void;
}

export function createRateGovernor(limits: RateLimits, clock: Clock): RateGovernor {
  const spent = new Map<string, SpentWindow>();
  const quiet = new Map<string, CoolDown>();
  /** In the order of arrival; orders are served first. */
  let waiting: Waiter[] = [];
  let cancelTimer: (() => void) | null = null;

  const counts = (budget: Budget, { lane, account }: Turn): boolean =>
    (budget.lanes?.includes(lane) ?? true) && (budget.counts === 'ip' || account !== null);
  const windowOf = (budget: Budget, index: number, { account }: Turn): SpentWindow => {
    const key = budget.counts === 'ip' ? `${index}` : `${index} ${account}`;
    let window = spent.get(key);
    if (!window) spent.set(key, (window = createSpentWindow(budget.perMs)));
    return window;
  };
  const roomInMs = (turn: Turn): number => {
    if (turn.lane === 'cancel') return 0;
    const share = HEADROOM * (turn.lane === 'read' ? READ_SHARE : 1);
    const nowMs = clock.monotonicMs();
    let waitMs = 0;
    limits.budgets.forEach((budget, index) => {
      if (!counts(budget, turn)) return;
      waitMs = Math.max(waitMs, windowOf(budget, index, turn).waitMs(nowMs, turn.weight, budget.weight * share));
    });
    return waitMs;
  };
  const spend = (turn: Turn): void => {
    const nowMs = clock.monotonicMs();
    limits.budgets.forEach((budget, index) => {
      if (counts(budget, turn)) windowOf(budget, index, turn).spend(nowMs, turn.weight);
    });
  };
  const coolDown = (key: string): CoolDown => {
    let found = quiet.get(key);
    if (!found) quiet.set(key, (found = createCoolDown(clock)));
    return found;
  };
  const quietKeys = ({ account, lane }: Turn): Record<RateLimits['quiet']['scope'], string> => ({
    ip: 'ip',
    account: `account ${account}`,
    lane: `account ${account} ${lane}`,
  });
  const quietMs = (turn: Turn): number =>
    turn.lane === 'cancel' ? 0 : Math.max(...Object.values(quietKeys(turn)).map((key) => coolDown(key).remainingMs()));

  /** Serves whoever can go now, and wakes up when the next can. A read that does not fit holds back those behind it. */
  function serve(): void {
    cancelTimer?.();
    cancelTimer = null;
    const nowMs = clock.monotonicMs();
    const stay: Waiter[] = [];
    let nextMs = Infinity;
    let readsHeld = false;
    const inOrder = [...waiting.filter(({ turn }) => turn.lane !== 'read'), ...waiting.filter(isRead)];
    for (const waiter of inOrder) {
      const { turn, untilMs, settle } = waiter;
      const held = isRead(waiter) && readsHeld;
      const waitMs = held ? Infinity : roomInMs(turn);
      if (quietMs(turn) > 0) {
        settle(false);
      } else if (waitMs <= 0) {
        spend(turn);
        settle(true);
      } else if (nowMs >= untilMs) {
        settle(false);
      } else {
        stay.push(waiter);
        readsHeld ||= isRead(waiter);
        nextMs = Math.min(nextMs, waitMs, untilMs - nowMs);
      }
    }
    waiting = stay;
    if (stay.length > 0) cancelTimer = clock.after(Math.max(1, Math.ceil(nextMs)), serve);
  }

  return {
    limits,
    take: (turn) => {
      const leftMs = quietMs(turn);
      if (leftMs > 0) return { kind: 'quiet', waitMs: leftMs };
      const waitMs = roomInMs(turn);
      const behind = turn.lane === 'read' && waiting.some(isRead);
      if (waitMs > 0 || behind) return { kind: 'full', waitMs };
      spend(turn);
      return { kind: 'go' };
    },
    wait: (turn) => {
      const maxMs = turn.lane === 'order' ? ORDER_WAIT_MS : READ_WAIT_MS;
      if (roomInMs(turn) > maxMs) return Promise.resolve(false);
      return new Promise((settle) => {
        waiting.push({ turn, untilMs: clock.monotonicMs() + maxMs, settle });
        serve();
      });
    },
    keepQuiet: (turn, evidence) => {
      if (evidence.phase !== 'answered') return;
      const { scope, ms, ofLane } = limits.quiet;
      const concerns = ofLane?.test(evidence.bodyText) ? 'lane' : scope;
      coolDown(quietKeys(turn)[concerns]).keepQuiet(evidence.retryAfterMs ?? ms);
      serve();
    },
    leave: (owner) => {
      const gone = waiting.filter(({ turn }) => turn.owner === owner);
      waiting = waiting.filter(({ turn }) => turn.owner !== owner);
      for (const { settle } of gone) settle(false);
      serve();
    },
  };
}

function isRead({ turn }: Waiter): boolean {
  return turn.lane === 'read';
}
