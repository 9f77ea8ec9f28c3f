import { existsSync, readFileSync, statSync } from 'node:fs';

/* The formats are those of sqlite.org/walformat.html and sqlite.org/fileformat2.html#the_write_ahead_log. */

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const MAGIC = 0x377f0682;
const VERSION = 3_007_000;

/** What is durable in a write-ahead log, and whether more was. */
interface WalState {
  /** Salts of this generation of the log: frames with others are leftovers. */
  salts: string;
  /** Number of the last frame that ends an intact commit. */
  intactFrames: number;
  /** Commits of this generation behind the first frame that is not intact. */
  commitsBehind: number;
}

/**
 * Why the write-ahead log beside a database cannot be used without losing commits; null where all is well. SQLite itself
 * stops reading at the first damaged frame and says nothing, so every commit behind it would be gone: an order that was sent
 * would be forgotten. Torn writes of a commit that never returned are no damage. To be asked before the database is opened.
 */
export function walDamage(file: string): string | null {
  const walFile = `${file}-wal`;
  const expected = expectedFrames(`${file}-shm`);
  const bytes = existsSync(walFile) ? readFileSync(walFile) : Buffer.alloc(0);
  if (bytes.length > 0 && (!existsSync(file) || statSync(file).size === 0)) {
    return 'there are commits in the write-ahead log, and the database that they belong to is gone';
  }
  const missing = expected !== null && expected.frames > expected.backfilled;
  if (bytes.length < HEADER_BYTES) return missing ? 'the write-ahead log with the newest commits is gone' : null;
  const state = readWal(bytes);
  if (!state) {
    const frames = bytes.length > HEADER_BYTES + FRAME_HEADER_BYTES;
    return frames ? 'the header of the write-ahead log is damaged, and there are commits behind it' : null;
  }
  // A second commit begins only after the first one is on the disk, so two of them prove that the damage came later.
  if (state.commitsBehind >= 2)
    return `commit ${state.intactFrames + 1} of the write-ahead log is damaged, with others behind it`;
  if (missing && expected.salts === state.salts && expected.frames > state.intactFrames) {
    return 'the newest commits in the write-ahead log are damaged or cut off';
  }
  return null;
}

/** Null where the header is not that of a log. */
function readWal(bytes: Buffer): WalState | null {
  const magic = bytes.readUInt32BE(0);
  const pageBytes = bytes.readUInt32BE(8);
  if ((magic & ~1) !== MAGIC || bytes.readUInt32BE(4) !== VERSION || pageBytes < 512 || pageBytes > 65_536) return null;
  const sum = createChecksum((magic & 1) === 1);
  sum.add(bytes, 0, 24);
  if (!sum.is(bytes.readUInt32BE(24), bytes.readUInt32BE(28))) return null;

  const salts = bytes.toString('hex', 16, 24);
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  let intact = true;
  let intactFrames = 0;
  let commitsBehind = 0;
  let frame = 0;
  for (let at = HEADER_BYTES; at + frameBytes <= bytes.length; at += frameBytes) {
    frame += 1;
    const ours = bytes.toString('hex', at + 8, at + 16) === salts;
    const isCommit = bytes.readUInt32BE(at + 4) !== 0;
    if (intact) {
      sum.add(bytes, at, 8);
      sum.add(bytes, at + FRAME_HEADER_BYTES, pageBytes);
      intact = ours && sum.is(bytes.readUInt32BE(at + 16), bytes.readUInt32BE(at + 20));
      if (intact && isCommit) intactFrames = frame;
    } else if (ours && isCommit) {
      commitsBehind += 1;
    }
  }
  return { salts, intactFrames, commitsBehind };
}

interface Expected {
  salts: string;
  frames: number;
  backfilled: number;
}

/**
 * What the shared-memory file beside the log says of it. It outlives a process that was killed, and is written after the
 * log is on the disk, so it never promises more than there was. Null where it is not there, or says nothing certain.
 */
function expectedFrames(shmFile: string): Expected | null {
  if (!existsSync(shmFile)) return null;
  const bytes = readFileSync(shmFile);
  if (bytes.length < 136) return null;
  const twice = bytes.subarray(0, 48).equals(bytes.subarray(48, 96));
  const initialised = bytes.readUInt8(12) !== 0;
  if (!twice || !initialised) return null;
  // In the byte order of the machine, which is little-endian on all that the console runs on; the salts are as in the log.
  const frames = bytes.readUInt32LE(16);
  const backfilled = bytes.readUInt32LE(96);
  return { salts: bytes.toString('hex', 32, 40), frames, backfilled };
}

/** SQLite's cumulative checksum over pairs of 32-bit words. */
function createChecksum(bigEndian: boolean) {
  let [s0, s1] = [0, 0];
  return {
    add(bytes: Buffer, from: number, length: number): void {
      const view = new DataView(bytes.buffer, bytes.byteOffset + from, length);
      for (let i = 0; i < length; i += 8) {
        s0 = (s0 + view.getUint32(i, !bigEndian) + s1) >>> 0;
        s1 = (s1 + view.getUint32(i + 4, !bigEndian) + s0) >>> 0;
      }
    },
    is: (a: number, b: number): boolean => a === s0 && b === s1,
  };
}
