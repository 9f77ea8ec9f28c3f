import type { TradingHours, TradingWindow } from '../../../../shared/schema/flags.ts';

/** A window as it stands in the editor: times as typed. */
export interface WindowForm {
  days: readonly number[];
  from: string;
  to: string;
}

export interface HoursForm {
  time_zone: string;
  windows: readonly WindowForm[];
}

export const WEEKDAYS = [1, 2, 3, 4, 5] as const;
export const DAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export const DAY_WORDS: Record<number, string> = {
  1: 'Mon',
  2: 'Tue',
  3: 'Wed',
  4: 'Thu',
  5: 'Fri',
  6: 'Sat',
  7: 'Sun',
};

const STEP_MINUTES = 15;
const DAY_MINUTES = 24 * 60;

/** What the editor begins with. */
export function newHours(timeZone: string): HoursForm {
  return { time_zone: timeZone, windows: [{ days: WEEKDAYS, from: '09:00', to: '17:30' }] };
}

export function hoursForm(hours: TradingHours): HoursForm {
  return { time_zone: hours.time_zone, windows: hours.windows };
}

/** The hours as the engine takes them; days in the order of the week, each once. */
export function readHours(form: HoursForm): unknown {
  return {
    time_zone: form.time_zone,
    windows: form.windows.map((window) => ({
      days: DAYS.filter((day) => window.days.includes(day)),
      from: window.from.trim(),
      to: window.to.trim(),
    })),
  };
}

export function withDay(window: WindowForm, day: number, on: boolean): WindowForm {
  const days = on ? [...window.days, day] : window.days.filter((each) => each !== day);
  return { ...window, days: [...new Set(days)].sort((a, b) => a - b) };
}

/** A time a quarter of an hour later or earlier, within the day; what is no time stays as it is. */
export function stepped(time: string, direction: 1 | -1): string {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(time.trim()) ?? [];
  if (hours === undefined || minutes === undefined) return time;
  const now = Number(hours) * 60 + Number(minutes);
  const onGrid = direction === 1 ? Math.floor(now / STEP_MINUTES) : Math.ceil(now / STEP_MINUTES);
  const next = Math.min(DAY_MINUTES, Math.max(0, (onGrid + direction) * STEP_MINUTES));
  return `${pad(Math.floor(next / 60))}:${pad(next % 60)}`;
}

/** `Mon to Fri 09:00 to 17:30`; days that do not follow each other by name. */
export function windowWords({ days, from, to }: TradingWindow | WindowForm): string {
  return `${daysWords(days)} ${from} to ${to}${to <= from ? ' next day' : ''}`;
}

function daysWords(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of DAYS.filter((each) => days.includes(each))) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  if (runs[0]?.length === 7) return 'Every day';
  return runs
    .map((run) => {
      const [first = 0, last = 0] = [run[0], run.at(-1)];
      if (run.length < 3) return run.map((day) => DAY_WORDS[day]).join(', ');
      return `${DAY_WORDS[first]} to ${DAY_WORDS[last]}`;
    })
    .join(', ');
}

const pad = (n: number): string => String(n).padStart(2, '0');
