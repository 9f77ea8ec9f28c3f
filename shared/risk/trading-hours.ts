import type { TradingHours, TradingWindow } from '../schema/flags.ts';
import { momentsOfWallTime, wallOffsetMs, wallTimeMs } from './zone-clock.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAY_MINUTES = 1_440;
/** How far ahead a change is looked for. */
const HORIZON_DAYS = 8;

/** A window by wall minutes since the midnight on which it begins: `to` is past midnight where it is over 1440. */
interface Stretch {
  days: readonly number[];
  from: number;
  to: number;
}

/** Whether the hours are open, and until when that stays so; null where it does for a week. */
export interface HoursState {
  open: boolean;
  untilMs: number | null;
}

/**
 * Whether a moment lies in one of the windows, by what the zone's clock on the wall shows: an hour that daylight saving skips
 * is never open, and one that it repeats is open twice.
 */
export function isOpen(hours: TradingHours, epochMs: number): boolean {
  return isOpenByWall(hours.windows.map(stretchOf), wallTimeMs(hours.time_zone, epochMs));
}

/** Of several levels: open only where all of them are. */
export function areAllOpen(all: readonly TradingHours[], epochMs: number): boolean {
  return all.every((hours) => isOpen(hours, epochMs));
}

/** Epoch ms at which `areAllOpen` changes next; null where it does not within a week. */
export function nextChangeMs(all: readonly TradingHours[], epochMs: number): number | null {
  const now = areAllOpen(all, epochMs);
  const moments = new Set(all.flatMap((hours) => momentsOfChange(hours, epochMs)));
  const later = [...moments].filter((atMs) => atMs > epochMs).sort((a, b) => a - b);
  return later.find((atMs) => areAllOpen(all, atMs) !== now) ?? null;
}

const remembered = new WeakMap<TradingHours, HoursState & { fromMs: number; goodUntilMs: number }>();

/** As `isOpen` and `nextChangeMs`. Asked with every order, so it is kept for as long as it holds. */
export function hoursState(hours: TradingHours, epochMs: number): HoursState {
  const last = remembered.get(hours);
  if (last && last.fromMs <= epochMs && epochMs < last.goodUntilMs) return last;
  const untilMs = nextChangeMs([hours], epochMs);
  const state = { open: isOpen(hours, epochMs), untilMs, fromMs: epochMs, goodUntilMs: untilMs ?? epochMs + DAY_MS };
  remembered.set(hours, state);
  return state;
}

function minutesOf(clockTime: string): number {
  const [hour = '0', minute = '0'] = clockTime.split(':');
  return Number(hour) * 60 + Number(minute);
}

function stretchOf({ days, from, to }: TradingWindow): Stretch {
  const start = minutesOf(from);
  const end = minutesOf(to);
  return { days, from: start, to: end > start ? end : end + DAY_MINUTES };
}

/** 1 is Monday, 7 Sunday. The epoch began on a Thursday. */
function isoWeekday(dayNumber: number): number {
  return ((((dayNumber + 3) % 7) + 7) % 7) + 1;
}

/** Windows that began today, and what is left of yesterday's. */
function isOpenByWall(stretches: readonly Stretch[], wallMs: number): boolean {
  const today = Math.floor(wallMs / DAY_MS);
  const minute = (wallMs - today * DAY_MS) / MINUTE_MS;
  return [0, 1].some((back) => {
    const weekday = isoWeekday(today - back);
    const passed = minute + back * DAY_MINUTES;
    return stretches.some(({ days, from, to }) => days.includes(weekday) && passed >= from && passed < to);
  });
}

/** Every moment at which something may change: what a window names by the wall, and the jumps of the wall clock itself. */
function momentsOfChange({ time_zone: zone, windows }: TradingHours, epochMs: number): number[] {
  const firstDay = Math.floor(wallTimeMs(zone, epochMs) / DAY_MS);
  const edges = new Set(windows.map(stretchOf).flatMap(({ from, to }) => [from % DAY_MINUTES, to % DAY_MINUTES]));
  const moments: number[] = [];
  for (let day = firstDay; day <= firstDay + HORIZON_DAYS; day += 1) {
    for (const edge of edges) moments.push(...momentsOfWallTime(zone, day * DAY_MS + edge * MINUTE_MS));
    const dayMs = epochMs + (day - firstDay) * DAY_MS;
    const jump = jumpBetween(zone, dayMs, dayMs + DAY_MS);
    if (jump !== null) moments.push(jump);
  }
  return moments;
}

/** When the zone's wall clock jumps; null where it does not. At whole minutes, as all of them are by now. */
function jumpBetween(zone: string, fromMs: number, toMs: number): number | null {
  const before = wallOffsetMs(zone, fromMs);
  if (before === wallOffsetMs(zone, toMs)) return null;
  let [low, high] = [Math.floor(fromMs / MINUTE_MS), Math.ceil(toMs / MINUTE_MS)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wallOffsetMs(zone, middle * MINUTE_MS) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}
