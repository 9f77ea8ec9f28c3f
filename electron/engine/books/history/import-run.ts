import type { ErrorCode, ErrorDocument } from '../../../../shared/schema/error-code.ts';
import type { AuditChain } from '../../audit/audit-chain.ts';
import type { Clock } from '../../ports.ts';
import type { CommitBatch } from '../../store/commit-batch.ts';
import { errorDocument } from '../../telemetry/error-document.ts';
import type { Log } from '../../telemetry/log.ts';
import type { Redact } from '../../telemetry/redact.ts';
import { asSpareRead } from '../../venues/http/spare-reads.ts';
import type { VenueHistory } from '../../venues/venue.ts';
import { isDue } from './due-parts.ts';
import type { ImportPart, ImportPlace, ImportStore } from './import-store.ts';

export interface ImportRunDeps {
  store: ImportStore;
  batch: Pick<CommitBatch, 'gather'>;
  audit: AuditChain;
  clock: Clock;
  log: Log;
  redact: Redact;
  symbols(accountName: string): Promise<string[]>;
  /** An order of this account is about to leave, or waits for its answer. */
  isSending(accountName: string): boolean;
  /** Trades were kept that were not known. */
  noteTrades(accountName: string): void;
  onProgress(accountName: string): void;
}

export interface ImportRun {
  /** What is being asked for, and why nothing comes for now. */
  readonly doing: { part: string | null; waitsFor: ErrorDocument | null };
  /** Resolves when it has ended, or was stopped. Never rejects. */
  readonly ended: Promise<void>;
  /** Nothing new is asked afterwards. Resolves when nothing will be written any more; an answer may still be under way. */
  stop(): Promise<void>;
}

const FIRST_WAIT_MS = 2_000;
const MAX_WAIT_MS = 300_000;
/** After each page there is a rest as long as the page took: the account's own way is half free. */
const LEAST_REST_MS = 20;
const MOST_REST_MS = 1_000;
const WHILE_SENDING_MS = 250;

/** What time mends. Anything else is tried a few times, and then the next part has its turn. */
const PASSING: ReadonlySet<ErrorCode> = new Set([
  'VENUE_RATE_LIMIT',
  'VENUE_UNREACHABLE',
  'VENUE_CLOCK',
  'MARKET_UNAVAILABLE',
  'JOURNAL_UNAVAILABLE',
]);
const HOPELESS: ReadonlySet<ErrorCode> = new Set(['VENUE_AUTH', 'VENUE_REFUSED', 'INTERNAL']);
const TRIES = 6;
/** Where so many parts in a row come to this, the others would as well. */
const FOR_ALL: ReadonlySet<ErrorCode> = new Set(['VENUE_AUTH', 'VENUE_ERROR']);
const IN_A_ROW = 3;

/**
 * Imports the past of one account: part by part, page by page. Each page is one durable commit of its trades, its flows and
 * the place to go on from, so that a crash loses nothing and repeats one page at most.
 */
export function startImportRun(place: ImportPlace, history: VenueHistory, deps: ImportRunDeps): ImportRun {
  const { store, batch, audit, clock, log } = deps;
  const { accountName } = place;
  const doing: ImportRun['doing'] = { part: null, waitsFor: null };
  const added = { trades: 0, flows: 0 };
  let stopped = false;
  let wake: (() => void) | null = null;
  let written: Promise<unknown> = Promise.resolve();

  function commit<T>(work: () => T): Promise<T> {
    const committed = batch.gather(work);
    written = committed.catch(() => {});
    return committed;
  }

  function rest(ms: number): Promise<void> {
    if (stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  }

  function waitFor(error: ErrorDocument | null): void {
    if (doing.waitsFor === error) return;
    if (error) log.warn('The import waits', { account_name: accountName, detail: `${error.code}: ${error.message}` });
    doing.waitsFor = error;
    deps.onProgress(accountName);
  }

  /** Null once it is stopped. Throws what waiting does not mend. */
  async function patiently<T>(ask: () => Promise<T>): Promise<T | null> {
    for (let failures = 1; !stopped; failures += 1) {
      while (!stopped && deps.isSending(accountName)) await rest(WHILE_SENDING_MS);
      if (stopped) break;
      try {
        const answer = await ask();
        waitFor(null);
        return answer;
      } catch (error) {
        if (stopped) break;
        const document = errorDocument(error, deps.redact);
        if (HOPELESS.has(document.code) || (failures >= TRIES && !PASSING.has(document.code))) throw error;
        waitFor(document);
        await rest(Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)));
      }
    }
    return null;
  }

  /** One page, kept. Null once it is stopped. */
  function nextPage(part: string, cursor: string | null): Promise<{ cursor: string; more: boolean } | null> {
    return patiently(async () => {
      const page = await asSpareRead(() => history.page(part, cursor));
      if (stopped) return null;
      if (page.more && page.cursor === cursor) throw new Error(`${place.exchange}: ${part} does not get on`);
      const kept = await commit(() => store.keep(place, part, page, clock.nowMs()));
      added.trades += kept.trades;
      added.flows += kept.flows;
      if (kept.trades > 0) deps.noteTrades(accountName);
      deps.onProgress(accountName);
      return { cursor: page.cursor, more: page.more };
    });
  }

  async function drain({ part, cursor: from }: ImportPart): Promise<void> {
    doing.part = part;
    deps.onProgress(accountName);
    for (let cursor = from, more = true; more && !stopped;) {
      const beganMs = clock.monotonicMs();
      const page = await nextPage(part, cursor);
      if (page === null) return;
      ({ cursor, more } = page);
      const tookMs = clock.monotonicMs() - beganMs;
      await rest(Math.min(MOST_REST_MS, Math.max(LEAST_REST_MS, tookMs)));
    }
  }

  /** The parts that there are, those of markets that are known to be traded first. */
  async function listParts(symbols: readonly string[]): Promise<ImportPart[]> {
    const names = await asSpareRead(() => history.parts(symbols));
    if (stopped) return [];
    await commit(() => store.addParts(place, names, clock.nowMs()));
    const known = new Map(store.parts(place).map((part) => [part.part, part]));
    const listed = names.flatMap((name) => known.get(name) ?? []);
    // A market that is told of no more may have been left half-way.
    const left = [...known.values()].filter(
      (part) => part.done === 0 && part.cursor !== null && !names.includes(part.part),
    );
    return [...listed, ...left].filter((part) => isDue(part, symbols, clock.nowMs()));
  }

  async function end(failure: ErrorDocument | null): Promise<void> {
    doing.part = null;
    await patiently(() =>
      commit(() => {
        if (stopped) return;
        store.end(place, failure ? 'failed' : 'done', failure, clock.nowMs());
        const { exchange, testnet } = place;
        if (added.trades + added.flows > 0)
          audit.append('history_imported', accountName, { exchange, testnet, ...added });
      }),
    );
    if (stopped) return;
    const fields = { account_name: accountName, exchange: place.exchange, testnet: place.testnet };
    const news = `${added.trades} trades and ${added.flows} other movements that were not known`;
    if (failure)
      log.warn('The import of the past failed', { ...fields, detail: `${failure.code}: ${failure.message}` });
    else log.info('The past is imported', { ...fields, detail: news });
  }

  /** Null where it went well. */
  async function spared(work: () => Promise<unknown>): Promise<ErrorDocument | null> {
    try {
      await work();
      return null;
    } catch (error) {
      const failure = errorDocument(error, deps.redact);
      doing.waitsFor = null;
      const fields = { account_name: accountName, detail: `${doing.part ?? 'its parts'}: ${String(error)}` };
      if (failure.code === 'INTERNAL') log.error('A part of the past could not be imported', fields);
      else log.warn('A part of the past could not be imported', fields);
      return failure;
    }
  }

  async function run(): Promise<void> {
    let parts: ImportPart[] | null = null;
    let failure = await spared(async () => {
      const symbols = await deps.symbols(accountName);
      parts = await patiently(() => listParts(symbols));
    });
    let inARow = 0;
    for (const part of parts ?? []) {
      if (stopped || inARow >= IN_A_ROW) break;
      // What one part is refused does not keep the others from being asked for.
      const refused = await spared(() => drain(part));
      failure ??= refused;
      inARow = refused && FOR_ALL.has(refused.code) ? inARow + 1 : 0;
    }
    if (!stopped) await spared(() => end(failure));
  }

  return {
    doing,
    ended: run(),
    async stop() {
      stopped = true;
      wake?.();
      await written;
    },
  };
}
