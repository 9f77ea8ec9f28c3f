import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { act, amendOne } from './acts.ts';
import { createChance } from './chance.ts';
import type { Chance } from './chance.ts';
import { checkJournal } from './check-journal.ts';
import { compareAll } from './compare-all.ts';
import { createFastClock } from './fast-clock.ts';
import { botherStreams, calmDown, layFaults } from './mischief.ts';
import { findSecrets } from './secrets.ts';
import { compareAtVenues, settle } from './settle.ts';
import { openBeside, spawnTrader, startTrader } from './trader.ts';
import type { Trader, TraderLife, TraderPlace } from './trader.ts';
import { openVenue } from './venues-under-fault.ts';
import type { OpenVenue, VenueUnderFault } from './venues-under-fault.ts';
import { formGroups, knownOrders } from './world.ts';
import type { World } from './world.ts';

export interface SeasonOptions {
  seed: number;
  /** Lives of the trader before the books are compared: each begins with a recovery and ends with SIGKILL. */
  rounds: number;
  venues: readonly VenueUnderFault[];
}

export interface SeasonReport {
  seed: number;
  kills: number;
  signals: number;
  /** Orders of the console that the venues have at the end. */
  orders: number;
  fills: number;
  faults: number;
  /** How often what was asked of the trader ended how: `fire ok`, `amend ORDER_FINAL`. */
  answers: Record<string, number>;
  /** Every difference between the books, every bug. Empty: passed. */
  wrong: string[];
}

const SPEED = 10;
const PATIENCE_MS = 5_000;
const CLOSE_MS = 30_000;
const ANSWERED_MS = 2_500;

/** Several lives of one trader on one journal, with faults, and then the comparison. The seed decides every choice. */
export async function runSeason({ seed, rounds, venues: specs }: SeasonOptions): Promise<SeasonReport> {
  const chance = createChance(seed);
  const startedAtMs = Date.now();
  const clock = createFastClock(SPEED, startedAtMs);
  const venues = await Promise.all(specs.map((spec) => openVenue(spec, clock)));
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qt-faults-'));
  // An account that stopped itself would leave the rest of a season without orders.
  const stops = { QT_STOP_AFTER_REFUSALS: 'off', QT_STOP_AFTER_UNKNOWN: 'off', QT_STOP_AT_CLOCK_SKEW: 'off' };
  const env = Object.assign({ QT_UNKNOWN_ASK_AFTER: '5', ...stops }, ...venues.map((venue) => venue.env)) as Record<
    string,
    string
  >;
  const place: TraderPlace = { dataDir, env };
  const report: SeasonReport = { seed, kills: 0, signals: 0, orders: 0, fills: 0, faults: 0, answers: {}, wrong: [] };
  const world: World = {
    venues,
    groups: formGroups(venues, chance.fork(-1)),
    ...{ signals: [], outside: [], mayCancel: new Set(), offsetMs: 0, timesTell: true },
  };
  const life = (patienceMs: number, more: Partial<TraderLife> = {}): TraderLife => ({
    ...{ speed: SPEED, startedAtMs, offsetMs: world.offsetMs, patienceMs, attended: false, slowReaderMs: 0 },
    ...more,
  });
  const said: string[] = [];
  let trader: Trader | null = null;
  const bury = async (end: (of: Trader) => Promise<void>): Promise<void> => {
    if (!trader) return;
    await end(trader);
    report.wrong.push(...trader.failures);
    said.push(trader.output());
    count(trader, report.answers);
    trader = null;
  };
  try {
    trader = await startTrader(place, life(0));
    for (const { input } of world.groups) trader.ask({ ask: 'group_set', group: input });
    for (const _ of world.groups) await trader.answer('done', 20_000);
    for (let round = 0; round < rounds; round += 1) {
      const own = chance.fork(round);
      await bury((one) => one.kill());
      // As time goes by a clock is put right, mostly.
      if (own.percent(50)) world.offsetMs = 0;
      trader = await liveOnce(place, world, own, report, life);
      report.kills += 1;
    }
    await bury((one) => one.kill());
    for (const venue of venues) calmDown(venue);
    trader = await startTrader(place, life(0));
    report.wrong.push(...(await settle(trader, world)));
    report.wrong.push(...(await compareAtVenues(trader)));
    trader.ask({ ask: 'dump' });
    const dump = await trader.answer('dump', 30_000);
    const compared = compareAll(world, dump);
    report.orders = compared.orders;
    report.fills = compared.fills;
    report.signals = world.signals.length;
    report.wrong.push(...compared.wrong);
    await bury((one) => one.close(CLOSE_MS));
    report.wrong.push(...checkJournal(path.join(dataDir, 'journal.db')));
    report.wrong.push(...findSecrets({ dataDir, output: said.join('\n'), venues }));
  } catch (error) {
    report.wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  } finally {
    await bury((one) => one.kill());
    await Promise.all(venues.map(({ server }) => server.close()));
    // A journal that shows a fault is worth keeping.
    if (report.wrong.length === 0) rmSync(dataDir, { recursive: true, force: true });
    else report.wrong.push(`the journal is kept in ${dataDir}`);
  }
  return report;
}

/** One life, from its start until just before its end. */
async function liveOnce(
  place: TraderPlace,
  world: World,
  chance: Chance,
  report: SeasonReport,
  life: (patienceMs: number, more?: Partial<TraderLife>) => TraderLife,
): Promise<Trader> {
  for (const venue of world.venues) report.faults += prepareVenue(venue, chance);
  const patience = chance.percent(80) ? PATIENCE_MS : 0;
  const options = { attended: chance.percent(50), slowReaderMs: chance.percent(15) ? 8 : 0 };
  if (chance.percent(12)) {
    // It does not even get through its recovery.
    const early = spawnTrader(place, life(patience, options));
    if (chance.percent(70)) await early.answer('opened', 30_000);
    await pause(chance.whole(0, 300));
    return early;
  }
  const trader = await startTrader(place, life(patience, options));
  trader.ask({ ask: 'unsettled' });
  if (chance.percent(4)) {
    const answer = await openBeside(place, life(0));
    if (answer !== 'ENGINE_LOCKED') report.wrong.push(`a second engine was not refused: ${answer}`);
  }

  const signalsBefore = world.signals.length;
  const acts = chance.whole(4, 18);
  const fullAt = chance.percent(10) ? chance.whole(0, acts) : -1;
  for (let i = 0; i < acts; i += 1) {
    const own = chance.fork(i);
    if (i === fullAt) {
      trader.limitFiles(own.percent(60) ? 0 : sizeOf(path.join(place.dataDir, 'journal.db-wal')));
      report.faults += 1;
    }
    act(trader, world, own);
    if (i % 5 === 4) trader.ask({ ask: 'unsettled' });
    if (own.percent(40)) await pause(own.whole(0, 40));
    // At times there is room again, at times it dies on the full disk.
    if (fullAt >= 0 && i > fullAt && own.percent(20)) trader.limitFiles(null);
  }
  if (chance.percent(15)) await cutAmend(trader, world, chance);
  // From "before the first order was journaled" to "all is long over".
  else if (chance.percent(60)) await pause(chance.percent(50) ? chance.whole(0, 120) : chance.whole(0, 900));
  else await allAnswered(trader, world.signals.length - signalsBefore);
  return trader;
}

/** Faults, a fresh book, streams that are not what they should be. Returns how many faults were laid. */
function prepareVenue(venue: OpenVenue, chance: Chance): number {
  const { server, accounts } = venue;
  calmDown(venue);
  const markets = new Map(accounts.flatMap((account) => account.markets).map((market) => [market.market, market]));
  for (const [id, { bids, asks }] of markets) server.setBook(id, { bids, asks });
  const faults = layFaults(venue, chance);
  for (let i = chance.whole(0, 2); i > 0; i -= 1) botherStreams(venue, chance);
  if (chance.percent(10)) server.streams.refuse(true);
  server.setLatency(chance.percent(50) ? 0 : chance.whole(1, 30));
  return faults;
}

/** The process is to die between the two halves of a change: as soon as the venue is asked to cancel. */
async function cutAmend(trader: Trader, world: World, chance: Chance): Promise<void> {
  const resting = knownOrders(trader).filter(({ status }) => status === 'open' || status === 'partially_filled');
  if (resting.length === 0) return;
  const cancels = (): number =>
    world.venues.flatMap(({ server }) => server.requests).filter(({ route }) => /(cancel|amend)$/.test(route)).length;
  const before = cancels();
  amendOne(chance.pick(resting), trader, world, chance);
  const deadline = Date.now() + 400;
  while (cancels() === before && Date.now() < deadline) await pause(2);
  await pause(chance.whole(0, 40));
}

/** Until every signal of this life has its answer, but not for longer than a hung request takes. */
async function allAnswered(trader: Trader, signals: number): Promise<void> {
  const deadline = Date.now() + ANSWERED_MS;
  while (trader.answers('fired').length < signals && Date.now() < deadline) await pause(10);
}

function count(trader: Trader, into: Record<string, number>): void {
  const fired = trader
    .answers('fired')
    .map(({ orders, error }) => error ?? orders.map(({ status }) => status).join('+'));
  const done = trader.answers('done').map(({ ask, error }) => `${ask} ${error ?? 'ok'}`);
  for (const key of [...fired.map((what) => `fire ${what}`), ...done]) into[key] = (into[key] ?? 0) + 1;
}

function sizeOf(file: string): number {
  return existsSync(file) ? statSync(file).size : 0;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
