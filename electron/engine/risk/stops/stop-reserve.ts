import { chmodSync, closeSync, fdatasyncSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { StopDocument } from '../../../../shared/schema/risk.ts';

/** Where stops are kept that the journal cannot take: a file whose room was taken while there was some. */
export interface StopReserve {
  /** What was kept there before; none where nothing, or nothing readable, is. */
  read(): StopDocument[];
  /** Instead of what was there. Throws where even that cannot be written. */
  keep(stops: readonly StopDocument[]): void;
}

/** Room for more stops than anybody pulls while a disk is full. */
const ROOM_BYTES = 64 * 1_024;

/** Takes its room at once, so that a disk that is full later leaves the place to write. */
export function openStopReserve(file: string): StopReserve {
  try {
    writeTo(file, readFrom(file), fsyncSync);
  } catch {
    // Full already: then it is tried when it is needed, and its failure said.
  }
  return { read: () => readFrom(file), keep: (stops) => writeTo(file, stops, fdatasyncSync) };
}

function readFrom(file: string): StopDocument[] {
  try {
    const stops: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(stops) ? (stops as StopDocument[]) : [];
  } catch {
    return [];
  }
}

/** In place: a new file would need new room. */
function writeTo(file: string, stops: readonly StopDocument[], sync: (fd: number) => void): void {
  const text = Buffer.from(JSON.stringify(stops));
  if (text.length > ROOM_BYTES) throw new Error('the reserve of stops is full');
  const fd = openFile(file);
  try {
    writeSync(fd, Buffer.concat([text, Buffer.alloc(ROOM_BYTES - text.length, ' ')]), 0, ROOM_BYTES, 0);
    sync(fd);
  } finally {
    closeSync(fd);
  }
}

function openFile(file: string): number {
  try {
    return openSync(file, 'r+');
  } catch {
    const fd = openSync(file, 'w+', 0o600);
    chmodSync(file, 0o600);
    return fd;
  }
}
