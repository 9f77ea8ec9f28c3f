import type { Clock } from '../../ports.ts';

/**
 * Keeps quiet for as long as a venue asked for. Going on after a 429 gets the address banned for up to days (Binance 418).
 * One for each that can be asked: an address, or one kind of request of one account.
 */
export interface CoolDown {
  /** Milliseconds still to wait; 0 when free to send. */
  remainingMs(): number;
  /** The longest silence that was asked for counts. */
  keepQuiet(ms: number): void;
}

export function createCoolDown(clock: Clock): CoolDown {
  let quietUntilMs = -Infinity;
  return {
    remainingMs: () => Math.max(0, quietUntilMs - clock.monotonicMs()),
    keepQuiet: (ms) => {
      quietUntilMs = Math.max(quietUntilMs, clock.monotonicMs() + ms);
    },
  };
}
