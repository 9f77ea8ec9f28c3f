import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { z } from 'zod';
import type { StopDocument } from '../../../../shared/schema/risk.ts';
import { riskScopeSchema } from '../../../../shared/schema/risk-policy.ts';

/** Where stops are kept that the journal cannot take: a file whose room was taken while there was some. */
export interface StopReserve {
  /** What a former run left there. `damaged`: something was written there, and cannot be read any more. */
  read(): { stops: StopDocument[]; damaged: boolean };
  /** Instead of what was there. Throws where even that cannot be written. */
  keep(stops: readonly StopDocument[]): void;
}

/** Room for more stops than anybody pulls while a disk is full. */
const SLOT_BYTES = 64 * 1_024;
const SLOTS = 2;
const CHECKSUM_DIGITS = 64;

/** As much as holding something needs. The rest is ours, under a checksum. */
const keptSchema = z.array(z.looseObject({ id: z.string().min(1), scope: riskScopeSchema, at: z.string() }));

interface Slot {
  turn: number;
  stops: StopDocument[];
}

/**
 * Two slots are written in turn, each under a checksum, so that what is torn by a crash leaves the one before. Its room is
 * taken at once, so that a disk that fills up later leaves the place to write (on file systems that write in place).
 */
export function openStopReserve(file: string): StopReserve {
  const found = readSlots(file);
  let turn = found.newest?.turn ?? 0;
  try {
    if (!found.whole && !found.damaged) writeAt(file, Buffer.alloc(SLOT_BYTES * SLOTS, ' '), 0);
  } catch {
    // Full already: then it is tried when it is needed, and its failure said.
  }
  return {
    read: () => ({ stops: found.newest?.stops ?? [], damaged: found.damaged }),
    keep(stops) {
      turn += 1;
      // How far its work has come is found out anew.
      const text = JSON.stringify({ turn, stops: stops.map((stop) => ({ ...stop, work: [] })) });
      const slot = Buffer.from(`${checksum(text)} ${text}`);
      if (slot.length > SLOT_BYTES) throw new Error('the reserve of stops is full');
      writeAt(file, Buffer.concat([slot, Buffer.alloc(SLOT_BYTES - slot.length, ' ')]), (turn % SLOTS) * SLOT_BYTES);
    },
  };
}

function readSlots(file: string): { newest: Slot | null; whole: boolean; damaged: boolean } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return { newest: null, whole: false, damaged: !missing };
  }
  const texts = [bytes.subarray(0, SLOT_BYTES), bytes.subarray(SLOT_BYTES)].map((slot) => slot.toString().trim());
  const written = texts.filter((text) => text !== '');
  const slots = written.map(slotOf).filter((slot) => slot !== null);
  const newest = slots.toSorted((a, b) => b.turn - a.turn)[0] ?? null;
  return { newest, whole: bytes.length === SLOT_BYTES * SLOTS, damaged: slots.length === 0 && written.length > 0 };
}

function slotOf(text: string): Slot | null {
  const json = text.slice(CHECKSUM_DIGITS + 1);
  if (text.slice(0, CHECKSUM_DIGITS) !== checksum(json)) return null;
  const { turn, stops } = JSON.parse(json) as Slot;
  return keptSchema.safeParse(stops).success ? { turn, stops } : null;
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function writeAt(file: string, bytes: Buffer, position: number): void {
  const fd = openForWriting(file);
  try {
    for (let done = 0; done < bytes.length;) {
      const wrote = writeSync(fd, bytes, done, bytes.length - done, position + done);
      if (wrote === 0) throw new Error('nothing more can be written');
      done += wrote;
    }
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function openForWriting(file: string): number {
  try {
    return openSync(file, 'r+');
  } catch {
    return openSync(file, 'w+', 0o600);
  }
}
