import type { ErrorCode, ErrorDocument } from '../../shared/schema/error-code.ts';
import type { StopDocument } from '../../shared/schema/risk.ts';
import type { KillInput } from '../../shared/schema/risk-policy.ts';
import { scopeWords } from './stop-words.ts';

/** Without an answer for this long the operator is told, and may send again. */
export const SILENT_AFTER_MS = 3_000;
/** The same kill is not sent again this soon after its answer: what is pressed then is the tail of the same alarm. */
export const SETTLE_MS = 2_000;

/** How far a kill has come, as far as this window knows. */
export interface KillRun {
  /** The same for kills that ask for the same. */
  key: string;
  input: KillInput;
  /** Epoch milliseconds. */
  sentAtMs: number;
  /**
   * `sending`, then `silent` while no answer comes and no stop is seen. `closing`: it is in effect, and closing positions waits
   * for the operator's yes. `failed`: nothing says that it is in effect.
   */
  state: 'sending' | 'silent' | 'closing' | 'in_effect' | 'failed';
  stop: StopDocument | null;
  /** Why it failed; or, of a kill that is in effect, what could not be done beyond it. */
  error: ErrorDocument | null;
}

export interface KillSenderOptions {
  send(input: KillInput): Promise<StopDocument>;
  errorOf(error: unknown): ErrorDocument;
  /** A stop of this kill's scope that began while it was under way, as the engine's events told. */
  seen(input: KillInput, sentAtMs: number): StopDocument | null;
  /** Epoch milliseconds. */
  nowMs(): number;
  /** Runs `run` later; the returned function takes it back. */
  after(ms: number, run: () => void): () => void;
  onRun(run: KillRun): void;
}

export interface KillSender {
  /** False where exactly this is under way, or was answered a moment ago: then nothing is sent. */
  kill(input: KillInput): boolean;
}

/** Errors after which the stop holds all the same: it was not written yet, or nobody confirmed what was asked for beyond it. */
const IN_EFFECT: readonly ErrorCode[] = ['JOURNAL_UNAVAILABLE', 'CONFIRMATION_DECLINED', 'CONFIRMATION_UNAVAILABLE'];

/** Sends kills, each once, and says of none that it is in effect before the engine did. */
export function createKillSender({ send, errorOf, seen, nowMs, after, onRun }: KillSenderOptions): KillSender {
  const underWay = new Set<string>();
  const answeredAtMs = new Map<string, number>();

  const run = async (input: KillInput, key: string): Promise<void> => {
    const sentAtMs = nowMs();
    const say = (state: KillRun['state'], stop: StopDocument | null, error: ErrorDocument | null = null): void =>
      onRun({ key, input, sentAtMs, state, stop, error });
    say('sending', null);
    const cancelSilence = after(SILENT_AFTER_MS, () => {
      const stop = seen(input, sentAtMs);
      if (stop) return say('closing', stop);
      underWay.delete(key);
      say('silent', null);
    });
    try {
      const stop = await send(input);
      answeredAtMs.set(key, nowMs());
      say('in_effect', stop);
    } catch (cause) {
      const error = errorOf(cause);
      const holds = IN_EFFECT.includes(error.code);
      if (holds) answeredAtMs.set(key, nowMs());
      say(holds ? 'in_effect' : 'failed', holds ? seen(input, sentAtMs) : null, error);
    } finally {
      cancelSilence();
      underWay.delete(key);
    }
  };

  return {
    kill(input) {
      const key = keyOf(input);
      const answeredMs = answeredAtMs.get(key);
      if (underWay.has(key) || (answeredMs !== undefined && nowMs() - answeredMs < SETTLE_MS)) return false;
      underWay.add(key);
      void run(input, key);
      return true;
    },
  };
}

function keyOf({ scope, cancel = false, flatten = false }: KillInput): string {
  return JSON.stringify([scopeWords(scope), cancel || flatten, flatten]);
}
