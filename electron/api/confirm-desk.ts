import { CONFIRM_UNSEEN_MS, CONFIRM_WITHIN_MS, HOLD_MS } from '../../shared/confirm-times.ts';
import type { ArmConfirmationDocument } from '../../shared/schema/arming.ts';
import type {
  ConfirmAnswer,
  ConfirmQuestion,
  ConfirmTaken,
  ConfirmTheme,
  ConfirmationDocument,
  SafetyAction,
  WaitingConfirmation,
} from '../../shared/schema/confirmation.ts';
import { QtError } from '../../shared/schema/error-code.ts';
import type { ReleaseConfirmationDocument } from '../../shared/schema/risk.ts';

/** A surface that has not asked for its question by then is not there. */
const OPENS_WITHIN_MS = 10_000;
/** So many questions without a yes within a minute, and the next has to wait: nobody is worn down into a yes. */
const MAX_REFUSED_A_MINUTE = 6;
/** What is urgent has a count of its own: other questions cannot use it up. */
const MAX_URGENT_REFUSED_A_MINUTE = 3;
const MINUTE_MS = 60_000;
const ID_BYTES = 16;

/** Time and randomness, as the engine's own ports give them. */
export interface ConfirmPorts {
  monotonicMs(): number;
  after(delayMs: number, task: () => void): () => void;
  /** Base64url of so many random bytes. */
  token(bytes: number): string;
}

/** Where questions are shown: out of the reach of the page that caused them. */
export interface ConfirmSurface {
  /** Opens it for a question. Throws where it cannot. Null: it has opened by itself; else the address for a frame. */
  open(id: string): string | null;
  close(id: string): void;
}

export interface AskOptions {
  /** Aborted when whoever called is gone. */
  signal?: AbortSignal | undefined;
  /** Takes the place of a question that waits; without it there is one at a time. */
  urgent?: boolean;
}

/** What the operator said. */
export type Said = { yes: true; by: 'hold' | 'typed' } | { yes: false; also: SafetyAction | null };

/** Asks the operator of one client. */
export interface ConfirmDesk {
  /** What the engine minted for this client, by its id: the words of a question are the engine's, not the page's. */
  readonly minted: {
    armings: Map<string, ArmConfirmationDocument>;
    releases: Map<string, ReleaseConfirmationDocument>;
  };
  /** Throws CONFIRMATION_DECLINED where nobody answered, and CONFIRMATION_UNAVAILABLE where nobody could be asked. */
  ask(question: ConfirmQuestion, options?: AskOptions): Promise<Said>;
  /** Takes back what waits, as a no. */
  withdraw(): void;
  waiting(): WaitingConfirmation | null;
  /** Calls `listener` after every change of `waiting`, until the returned function is called. */
  onChange(listener: () => void): () => void;
  setTheme(theme: ConfirmTheme): void;
  /** For the surface: the question, which is in sight from now on. Null where it waits no more. */
  read(id: string): ConfirmationDocument | null;
  /** For the surface. */
  answer(id: string, answer: ConfirmAnswer): ConfirmTaken;
}

interface Pending {
  id: string;
  question: ConfirmQuestion;
  url: string | null;
  askedAtMs: number;
  shownAtMs: number | null;
  end(outcome: Said | QtError): void;
}

export function createConfirmDesk(surface: ConfirmSurface, ports: ConfirmPorts): ConfirmDesk {
  const listeners = new Set<() => void>();
  let pending: Pending | null = null;
  let refused: { atMs: number; urgent: boolean }[] = [];
  let theme: ConfirmTheme = 'dark';

  const changed = (): void => listeners.forEach((listener) => listener());
  const asked = (id: string): Pending | null => (pending?.id === id ? pending : null);
  const declined = (message?: string): QtError => new QtError('CONFIRMATION_DECLINED', message);
  const unavailable = (message: string): QtError => new QtError('CONFIRMATION_UNAVAILABLE', message);

  function admit(urgent: boolean): void {
    const now = ports.monotonicMs();
    refused = refused.filter(({ atMs }) => now - atMs < MINUTE_MS);
    const alike = refused.filter((one) => one.urgent === urgent);
    // Before what waits is ended: a question that may not be asked takes nobody's place.
    if (alike.length >= (urgent ? MAX_URGENT_REFUSED_A_MINUTE : MAX_REFUSED_A_MINUTE)) {
      throw unavailable('Too many confirmations were not given within a minute. Wait a minute, then try again.');
    }
    if (pending && !urgent) throw unavailable('Another confirmation waits for an answer. Answer that one first.');
    pending?.end(declined('Another question took its place.'));
  }

  function ask(question: ConfirmQuestion, { signal, urgent = false }: AskOptions = {}): Promise<Said> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) throw declined('The page that asked is gone.');
      admit(urgent);
      const id = ports.token(ID_BYTES);
      const cleanUps: (() => void)[] = [];
      const end: Pending['end'] = (outcome) => {
        if (asked(id) === null) return;
        pending = null;
        for (const cleanUp of cleanUps) cleanUp();
        if (outcome instanceof QtError || !outcome.yes) refused.push({ atMs: ports.monotonicMs(), urgent });
        if (outcome instanceof QtError) reject(outcome);
        else resolve(outcome);
        surface.close(id);
        changed();
      };
      pending = { id, question, url: null, askedAtMs: ports.monotonicMs(), shownAtMs: null, end };
      const onAbort = (): void => end(declined('The page that asked is gone.'));
      signal?.addEventListener('abort', onAbort, { once: true });
      cleanUps.push(
        () => signal?.removeEventListener('abort', onAbort),
        ports.after(CONFIRM_WITHIN_MS, () => end(declined('Nobody answered within a minute.'))),
        ports.after(OPENS_WITHIN_MS, () => {
          if (asked(id)?.shownAtMs === null) end(unavailable('The confirmation could not be shown.'));
        }),
      );
      try {
        pending.url = surface.open(id);
      } catch {
        return end(unavailable('The confirmation could not be shown.'));
      }
      changed();
    });
  }

  /** Whether this yes counts: for the words of the question, and after it was in sight long enough to be meant. */
  function isYes({ question, shownAtMs }: Pending, answer: ConfirmAnswer & { yes: true }): boolean {
    if (shownAtMs === null) return false;
    const seenMs = ports.monotonicMs() - shownAtMs;
    if (answer.by === 'hold') return question.way === 'hold' && seenMs >= HOLD_MS;
    return seenMs >= CONFIRM_UNSEEN_MS && answer.typed.trim() === question.phrase;
  }

  return {
    minted: { armings: new Map(), releases: new Map() },
    ask,
    withdraw: () => pending?.end(declined()),
    waiting: () =>
      pending && { id: pending.id, action: pending.question.action, title: pending.question.title, url: pending.url },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    setTheme: (next) => {
      theme = next;
    },
    read(id) {
      const found = asked(id);
      if (!found) return null;
      const now = ports.monotonicMs();
      // Anew with every reading: it is another document that shows the question from now on.
      found.shownAtMs = now;
      return { ...found.question, id, left_ms: Math.max(0, found.askedAtMs + CONFIRM_WITHIN_MS - now), theme };
    },
    answer(id, answer) {
      const found = asked(id);
      if (!found) return 'gone';
      if (!answer.yes) found.end({ yes: false, also: answer.also ?? null });
      else if (!isYes(found, answer)) return 'again';
      else found.end({ yes: true, by: answer.by });
      return 'done';
    },
  };
}
