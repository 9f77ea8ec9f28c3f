import { flagLevels, settingsOf } from '../../../../shared/risk/flag-levels.ts';
import { areAllOpen, nextChangeMs } from '../../../../shared/risk/trading-hours.ts';
import { momentsOfWallTime, wallTimeMs } from '../../../../shared/risk/zone-clock.ts';
import type { TradingHours } from '../../../../shared/schema/flags.ts';
import type { AccountRiskDocument } from '../../../../shared/schema/risk.ts';
import type { RiskPolicy } from '../../../../shared/schema/risk-policy.ts';
import { formatSpan } from '../../../widgets/format-time.ts';
import { DAY_WORDS } from '../edit/hours-form.ts';

export type StripSpan = 'day' | 'week';

/** A stretch of a strip; shares are of its whole length, 0 to 1. */
export interface StripPart {
  open: boolean;
  from: number;
  to: number;
  /** `Mon 09:00 to 17:30`, by the zone's clock. */
  words: string;
}

export interface Strip {
  fromMs: number;
  toMs: number;
  parts: StripPart[];
  /** Where days (of a week) or each sixth hour (of a day) begin, as shares. */
  ticks: number[];
  /** True where a clock change makes it longer or shorter than usual. */
  uneven: boolean;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours that hold an account, its own first; open only where all of them are. Those of strategies are another matter. */
export function hoursOf(
  policy: RiskPolicy,
  account: Pick<AccountRiskDocument, 'account_name' | 'owner'>,
): TradingHours[] {
  const levels = flagLevels(policy, { account: account.account_name, owner: account.owner, strategy: null });
  return settingsOf(levels, 'trading_hours')
    .map(({ value }) => value)
    .toReversed();
}

/** The day, or the week from Monday, that contains `nowMs` by the clock of `timeZone`. */
export function stripOf(hours: readonly TradingHours[], timeZone: string, nowMs: number, span: StripSpan): Strip {
  const wallDay = Math.floor(wallTimeMs(timeZone, nowMs) / DAY_MS);
  const firstDay = span === 'day' ? wallDay : wallDay - mondayFirst(wallDay);
  const days = span === 'day' ? 1 : 7;
  const fromMs = atWall(timeZone, firstDay * DAY_MS);
  const toMs = atWall(timeZone, (firstDay + days) * DAY_MS);
  const share = (atMs: number): number => (atMs - fromMs) / (toMs - fromMs);
  const parts: StripPart[] = [];
  for (let atMs = fromMs; atMs < toMs;) {
    const nextMs = Math.min(nextChangeMs(hours, atMs) ?? toMs, toMs);
    const words = `${weekdayAndTime(timeZone, atMs)} to ${nextMs === toMs ? '24:00' : weekdayAndTime(timeZone, nextMs)}`;
    parts.push({ open: areAllOpen(hours, atMs), from: share(atMs), to: share(nextMs), words });
    atMs = nextMs;
  }
  const step = span === 'day' ? 6 * HOUR_MS : DAY_MS;
  const ticks = Array.from({ length: (days * DAY_MS) / step - 1 }, (_, index) =>
    share(atWall(timeZone, firstDay * DAY_MS + (index + 1) * step)),
  );
  return { fromMs, toMs, parts, ticks, uneven: toMs - fromMs !== days * DAY_MS };
}

/** What the strip shows, for those who cannot see it. */
export function stripWords(strip: Strip): string {
  const open = strip.parts.filter((part) => part.open);
  const clock = strip.uneven ? ' (the clock changes meanwhile)' : '';
  if (open.length === 0) return `closed all the time${clock}`;
  if (open.length === strip.parts.length) return `open all the time${clock}`;
  return `open ${open.map((part) => part.words).join('; ')}${clock}`;
}

/** `open, closes Fri 17:30, in 3 h 05 min`. */
export function nextChangeWords(
  hours: NonNullable<AccountRiskDocument['hours']>,
  timeZone: string,
  nowMs: number,
): { state: string; next: string } {
  const state = hours.open ? 'open' : 'closed';
  if (hours.next_change_at === null) return { state, next: 'no change within a week' };
  const atMs = Date.parse(hours.next_change_at);
  const verb = hours.open ? 'closes' : 'opens';
  return { state, next: `${verb} ${weekdayAndTime(timeZone, atMs)}, in ${formatSpan(atMs - nowMs)}` };
}

/** `Fri 17:30` by the clock of the zone. */
function weekdayAndTime(timeZone: string, atMs: number): string {
  const wallMs = wallTimeMs(timeZone, atMs);
  const day = DAY_WORDS[mondayFirst(Math.floor(wallMs / DAY_MS)) + 1] ?? '';
  return `${day} ${new Date(wallMs).toISOString().slice(11, 16)}`;
}

/** Days since Monday. The epoch began on a Thursday. */
const mondayFirst = (dayNumber: number): number => (((dayNumber + 3) % 7) + 7) % 7;

/** The first moment at which the zone's clock shows this time, or the next full hour where it is skipped. */
function atWall(timeZone: string, wallMs: number): number {
  for (let hour = 0; hour < 24; hour += 1) {
    const [moment] = momentsOfWallTime(timeZone, wallMs + hour * HOUR_MS);
    if (moment !== undefined) return moment;
  }
  return wallMs;
}
