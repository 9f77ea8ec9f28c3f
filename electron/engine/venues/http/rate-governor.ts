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
 * are counted. Orders may use everything; reads leave a part for them, and wait in a queue that orders overtake. Spare reads
 * (`spare-reads.ts`) come after all others, and use half of that at most.
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
/** What reads that nobody waits for may: they go only while all together use less than this. */
const SPARE_SHARE = 0.4;
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
  /** What the reads that wait are waiting for. Others that draw on the same go behind them, and nobody else does. */
  let heldFor = new Set<SpentWindow>();

  const counts = (budget: Budget, { lane, account }: Turn): boolean =>
    (budget.lanes?.includes(lane) ?? true) &&
    (budget.counts === 'ip' || (budget.counts === 'public') === (account === null));
  const windowOf = (budget: Budget, index: number, { account }: Turn): SpentWindow => {
    const key = budget.counts === 'account' ? `${index} ${account}` : `${index}`;
    let window = spent.get(key);
    if (!window) spent.set(key, (window = createSpentWindow(budget.perMs)));
    return window;
  };
  /** All that a turn draws on, each with how long it is full for this one. */
  const drawsOn = (turn: Turn): { window: SpentWindow; waitMs: number }[] => {
    const nowMs = clock.monotonicMs();
    return limits.budgets.flatMap((budget, index) => {
      if (!counts(budget, turn)) return [];
      const window = windowOf(budget, index, turn);
      // No order ever draws on what public data has for itself.
      const share = HEADROOM * (turn.lane === 'read' && budget.counts !== 'public' ? readShare(turn) : 1);
      return [{ window, waitMs: window.waitMs(nowMs, turn.weight, budget.weight * share) }];
    });
  };
  const roomInMs = (turn: Turn): number =>
    turn.lane === 'cancel' ? 0 : Math.max(0, ...drawsOn(turn).map(({ waitMs }) => waitMs));
  const spend = (turn: Turn): void => {
    for (const { window } of drawsOn(turn)) window.spend(clock.monotonicMs(), turn.weight);
  };
  const isBehind = (turn: Turn): boolean =>
    turn.lane === 'read' && heldFor.size > 0 && drawsOn(turn).some(({ window }) => heldFor.has(window));
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

  /**
   * Serves whoever can go now, and wakes up when the next can. A read that does not fit holds back those behind it that draw
   * on what it waits for: not the reads of another account, and not the account's own where only public data is full.
   */
  function serve(): void {
    cancelTimer?.();
    cancelTimer = null;
    const nowMs = clock.monotonicMs();
    const stay: Waiter[] = [];
    let nextMs = Infinity;
    heldFor = new Set();
    const inOrder = waiting.toSorted((a, b) => rankOf(a.turn) - rankOf(b.turn));
    for (const waiter of inOrder) {
      const { turn, untilMs, settle } = waiter;
      const waitMs = isBehind(turn) ? Infinity : roomInMs(turn);
      if (quietMs(turn) > 0) {
        settle(false);
      } else if (waitMs <= 0) {
        spend(turn);
        settle(true);
      } else if (nowMs >= untilMs) {
        settle(false);
      } else {
        stay.push(waiter);
        if (rankOf(turn) === READ) for (const full of drawsOn(turn)) if (full.waitMs > 0) heldFor.add(full.window);
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
      if (waitMs > 0 || isBehind(turn)) return { kind: 'full', waitMs };
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
      const { scope, ms, ofLane, ofAddress } = limits.quiet;
      if (ofAddress?.words.test(evidence.bodyText)) {
        coolDown('ip').keepQuiet(Math.max(ofAddress.ms, evidence.retryAfterMs ?? 0));
      } else {
        const concerns = ofLane?.test(evidence.bodyText) ? 'lane' : scope;
        coolDown(quietKeys(turn)[concerns]).keepQuiet(evidence.retryAfterMs ?? ms);
      }
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

const READ = 1;

/** Who goes first of those that wait. What is spare holds nobody back. */
function rankOf({ lane, spare }: Turn): number {
  if (lane !== 'read') return 0;
  return spare ? 2 : READ;
}

function readShare({ spare }: Turn): number {
  return spare ? SPARE_SHARE : READ_SHARE;
}
