import { describe, expect, it } from 'vitest';
import { ACCEPTANCE, isSwapPoint, POINTS } from './acceptance-list.ts';
import type { Point } from './acceptance-list.ts';
import { amending } from './points/amending.ts';
import { canceling } from './points/canceling.ts';
import { keyAndLimits } from './points/key-and-limits.ts';
import { listing } from './points/listing.ts';
import { lookingUp } from './points/looking-up.ts';
import { outcomes } from './points/outcomes.ts';
import { placing } from './points/placing.ts';
import { streaming } from './points/streaming.ts';
import { swapping } from './points/swapping.ts';
import type { VenueRig } from './venue-rig.ts';
import { openWorld } from './world.ts';
import type { World, WorldOptions } from './world.ts';

/** Adds one point of the list to the run, in a world of its own. */
export type AddPoint = (point: Point, body: (world: World) => Promise<void>, options?: WorldOptions) => void;

const SECTIONS = [
  placing,
  outcomes,
  lookingUp,
  canceling,
  amending,
  keyAndLimits,
  listing,
  streaming,
  swapping,
] as const;

/** Runs the whole list for one exchange. What it cannot have is stated with its reason, never left out. */
export function runAcceptance(rig: VenueRig): void {
  const wanted = POINTS.filter((point) => rig.market === 'swap' || !isSwapPoint(point));
  const seen = new Set<Point>();

  const add: AddPoint = (point, body, options) => {
    if (!wanted.includes(point)) return;
    seen.add(point);
    const reason = rig.declared[point];
    if (reason === undefined) prove(rig, point, body, options);
    else state(point, reason);
  };

  describe(`acceptance of ${rig.name}`, () => {
    for (const section of SECTIONS) section(add);
    it('has every point of the list', () => {
      expect([...seen].toSorted((a, b) => a - b)).toEqual(wanted);
    });
  });
}

function prove(rig: VenueRig, point: Point, body: (world: World) => Promise<void>, options?: WorldOptions): void {
  it(`${point} ${ACCEPTANCE[point]}`, async () => {
    expect.hasAssertions();
    const world = await openWorld(rig, options);
    try {
      await body(world);
    } finally {
      await world.close();
    }
  });
}

function state(point: Point, reason: string): void {
  it(`${point} ${ACCEPTANCE[point]}: not here, because ${reason}`, () => {
    expect(reason, 'a reason that says something').toMatch(/\S+ \S+ \S+/);
  });
}
