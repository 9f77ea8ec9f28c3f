import { createHash } from 'node:crypto';
import { chmod, mkdir, open, rename, stat, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Clock } from '../ports.ts';
import type { Instruments, SavedInstruments } from './instrument-cache.ts';
import type { MarketPlace } from './market-place.ts';

/** Market lists of former runs, so that a start needs none from the network. Never throws: without one, it is asked for. */
export interface MarketStore {
  /** Null where there is none that can be trusted: missing, broken, of another version, too old, or from the future. */
  read(place: MarketPlace): Promise<Instruments | null>;
  /** Replaces the list as a whole, or leaves the former one. */
  write(place: MarketPlace, instruments: Instruments): Promise<void>;
  /** Nothing is written afterwards; what is being written is waited for. */
  close(): Promise<void>;
}

/** Raised with every change of an instrument's fields or their meaning. */
const VERSION = 1;
const DAY_MS = 86_400_000;
/** The size of a contract decides what an order means, so swaps have less time. */
const MAX_AGE_MS = { spot: 7 * DAY_MS, swap: DAY_MS };

const decimal = z.string().regex(/^\d+(\.\d+)?$/);
const positive = decimal.refine((text) => /[1-9]/.test(text));
const name = z.string().min(1).max(60);
const instrumentSchema = z.strictObject({
  symbol: name,
  venue_symbol: name,
  base: name,
  quote: name,
  active: z.boolean(),
  contract_size: positive,
  tick: positive,
  step: positive,
  min_amount: decimal.nullable(),
  max_amount: decimal.nullable(),
  min_price: decimal.nullable(),
  max_price: decimal.nullable(),
  min_notional: decimal.nullable(),
  // A maker can be paid for trading.
  maker_fee: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .nullable(),
  taker_fee: z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .nullable(),
});
const fileSchema = z.strictObject({
  version: z.literal(VERSION),
  exchange: z.string(),
  market: z.enum(['spot', 'swap']),
  testnet: z.boolean(),
  /** Of the address that was asked: a proxy's list says nothing of the exchange's own. */
  address: z.string(),
  savedAtMs: z.number().int().positive(),
  instruments: z.array(instrumentSchema).min(1),
});

/** Files in `<dataDir>/markets/`, 0600 each. */
export function openMarketStore(dataDir: string, clock: Clock): MarketStore {
  const dir = path.join(dataDir, 'markets');
  const fileOf = ({ exchange, market, testnet, apiUrl }: MarketPlace): string => {
    const parts = [exchange, market, ...(testnet ? ['testnet'] : []), ...(apiUrl === null ? [] : [addressOf(apiUrl)])];
    return path.join(dir, `${parts.join('-')}.json`);
  };

  const replace = async (place: MarketPlace, instruments: Instruments): Promise<void> => {
    const { exchange, market, testnet, apiUrl } = place;
    const document: z.input<typeof fileSchema> = {
      version: VERSION,
      exchange,
      market,
      testnet,
      address: addressOf(apiUrl),
      savedAtMs: Math.floor(clock.nowMs()),
      instruments: [...instruments.values()],
    };
    const file = fileOf(place);
    const draft = `${file}.draft`;
    try {
      await mkdir(dir, { mode: 0o700 }).catch(() => undefined);
      await writeDurably(draft, JSON.stringify(document));
      await rename(draft, file);
    } catch {
      // A full or read-only disk costs the next start one question.
      await rm(draft, { force: true }).catch(() => undefined);
    }
  };
  let closed = false;
  let writing = Promise.resolve();

  return {
    read: async (place) => {
      try {
        const file = fileOf(place);
        // Nobody else may have had a hand in it: it says which market of the exchange an order goes to.
        if (process.platform !== 'win32' && ((await stat(file)).mode & 0o077) !== 0) return null;
        const saved = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')));
        const ageMs = clock.nowMs() - saved.savedAtMs;
        if (!isOf(saved, place) || ageMs < 0 || ageMs > MAX_AGE_MS[place.market]) return null;
        return new Map(saved.instruments.map((instrument) => [instrument.symbol, instrument]));
      } catch {
        return null;
      }
    },
    write: (place, instruments) => {
      if (closed) return Promise.resolve();
      writing = writing.then(() => replace(place, instruments));
      return writing;
    },
    close: () => {
      closed = true;
      return writing;
    },
  };
}

/** The list of one place, where there is a store at all. */
export function savedAt(place: MarketPlace, markets: MarketStore | undefined): SavedInstruments | null {
  if (!markets) return null;
  return { read: () => markets.read(place), write: (instruments) => markets.write(place, instruments) };
}

/** On the disk before it takes the place of the former one, so that a crash leaves one of the two, and whole. */
async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await chmod(file, 0o600);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function addressOf(apiUrl: string | null): string {
  return apiUrl === null ? 'own' : createHash('sha256').update(apiUrl).digest('hex').slice(0, 12);
}

function isOf(saved: z.output<typeof fileSchema>, place: MarketPlace): boolean {
  const { exchange, market, testnet, apiUrl } = place;
  const same = saved.exchange === exchange && saved.market === market && saved.testnet === testnet;
  return same && saved.address === addressOf(apiUrl);
}
