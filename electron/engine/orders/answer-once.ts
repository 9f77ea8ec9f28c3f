import { createHash } from 'node:crypto';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { FireDocument } from '../../../shared/schema/order.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { canonicalJson } from '../store/canonical-json.ts';

/** What is journaled of an id that was answered before. */
export interface KnownAnswer {
  bodyHash: string;
  document: () => FireDocument;
}

export interface AnswerOnce {
  /**
   * Gives each signal id one answer: asked again it gets the first, whether that is still under way, long done, or was cut
   * off by a crash after its commit. `first` is called at once, and only where the id is new. Throws `DUPLICATE_SIGNAL` for
   * the same id with another body, and `ENGINE_UNREACHABLE` while closing.
   */
  answer(id: string, bodyHash: string, first: () => Promise<FireDocument>): Promise<FireDocument>;
  /**
   * Gives an id its answer that so far has one that says to wait. As `answer`, with what is under way going before: only
   * where that, too, says to wait, or nothing is under way, `next` is called.
   */
  settle(id: string, bodyHash: string, next: () => Promise<FireDocument>): Promise<FireDocument>;
  /** Whether the first answer of this id is still to come. */
  underWay(id: string): boolean;
  /** Whether the id was used before. */
  isTaken(id: string): boolean;
  /** Takes nothing new, and waits for the answers of what is under way. */
  close(): Promise<void>;
}

/** Plain signals, signals to groups and their legs share one space of ids, and so one of these. */
export function createAnswerOnce(find: (id: string) => KnownAnswer | null): AnswerOnce {
  const underWay = new Map<string, { bodyHash: string; answer: Promise<FireDocument> }>();
  let closing = false;

  function expectOpen(): void {
    if (closing) throw new QtError('ENGINE_UNREACHABLE', 'The engine is closing.');
  }

  function begin(id: string, bodyHash: string, work: () => Promise<FireDocument>): Promise<FireDocument> {
    const answer = work().finally(() => underWay.delete(id));
    underWay.set(id, { bodyHash, answer });
    return answer;
  }

  return {
    async answer(id, bodyHash, first) {
      expectOpen();
      const running = underWay.get(id);
      if (running) {
        sameBody(id, running.bodyHash, bodyHash);
        return running.answer;
      }
      const known = find(id);
      if (known) {
        sameBody(id, known.bodyHash, bodyHash);
        return known.document();
      }
      return begin(id, bodyHash, first);
    },
    async settle(id, bodyHash, next) {
      for (;;) {
        expectOpen();
        const running = underWay.get(id);
        if (!running) return begin(id, bodyHash, next);
        const answer = await running.answer;
        if (!answer.approval) return answer;
      }
    },
    underWay: (id) => underWay.has(id),
    isTaken: (id) => underWay.has(id) || find(id) !== null,
    async close() {
      closing = true;
      await Promise.allSettled([...underWay.values()].map((entry) => entry.answer));
    },
  };
}

/** Identifies a signal's content; the id itself is not part of it. */
export function hashBody(signal: Signal): string {
  const { id: _, ...body } = signal;
  return createHash('sha256').update(canonicalJson(body)).digest('hex');
}

function sameBody(id: string, known: string, given: string): void {
  if (known !== given) throw new QtError('DUPLICATE_SIGNAL', `Signal ${id} was already used with another body.`);
}
