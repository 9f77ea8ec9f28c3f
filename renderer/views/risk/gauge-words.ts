import type { AccountRiskDocument, GaugeDocument } from '../../../shared/schema/risk.ts';
import type { LimitName } from '../../../shared/schema/limits.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { shortFigure } from '../../widgets/short-figure.ts';
import { LIMIT_WORDS } from './limit-words.ts';
import { limitValueWords } from './limit-value-words.ts';

/** One cell of the matrix: a limit of an account, and how near it is. Null stands for a limit that is not set. */
export interface LimitCell {
  state: GaugeDocument['state'];
  percent: number | null;
  /** `21.8k / 30k`; only the limit where nothing is used up by time, as of a single order. */
  figures: string;
  /** Shown behind the figures where it is not the account's own currency. */
  unit: string | null;
  /** Beside the bar. */
  note: string;
  /** Holds for each order by itself, so that nothing of it is ever used up. */
  each: boolean;
  /** All of it in words, exact. */
  words: string;
}

export const STATE_WORDS: Record<GaugeDocument['state'], string> = {
  ok: 'ok',
  warning: 'near the limit',
  reached: 'reached',
  unknown: 'unknown',
};

const COUNTS = new Set(['orders', 'positions']);

export function limitCell(account: AccountRiskDocument, name: LimitName): LimitCell | null {
  const set = account.limits[name];
  if (set === undefined) return null;
  const gauge = account.gauges.find((each) => each.limit_name === name);
  const head = `${LIMIT_WORDS[name].short} of ${account.account_name}`;
  if (!gauge) {
    const limit = limitValueWords(name, set, account.currency);
    return {
      state: 'unknown',
      percent: null,
      figures: `? / ${limit}`,
      unit: null,
      note: 'not measured',
      each: false,
      words: `${head}: limit ${limit}, not measured yet`,
    };
  }
  return {
    state: gauge.state,
    percent: gauge.percent,
    figures: figuresOf(gauge),
    unit: unitBeside(gauge.unit, account.currency),
    note: noteOf(gauge),
    each: isEach(gauge),
    words: `${head}: ${gaugeWords(gauge)}`,
  };
}

/** What the engine says of it, with US dollars, share and state: `21840.5 of 30000 USDT, 72 %, ok`. */
export function gaugeWords(gauge: GaugeDocument): string {
  const { limit, used, unit, usd, percent, state, detail } = gauge;
  if (used === null) return `limit ${formatDecimal(limit)} ${unit}, ${STATE_WORDS[state]}${detail && `: ${detail}`}`;
  const dollars =
    usd && unit !== 'USD' ? `, in US dollars ${formatDecimal(usd.used)} of ${formatDecimal(usd.limit)}` : '';
  const share = percent === null || isEach(gauge) ? '' : `, ${wholePercent(percent)} %`;
  return `${detail || `${formatDecimal(used)} of ${formatDecimal(limit)} ${unit}`}${dollars}${share}, ${STATE_WORDS[state]}`;
}

function figuresOf(gauge: GaugeDocument): string {
  const { used, limit, unit } = gauge;
  const write = COUNTS.has(unit) ? (value: string) => formatDecimal(value) : shortFigure;
  return isEach(gauge) ? write(limit) : `${used === null ? '?' : write(used)} / ${write(limit)}`;
}

function unitBeside(unit: string, currency: string): string | null {
  return unit === currency || COUNTS.has(unit) ? null : unit;
}

function noteOf(gauge: GaugeDocument): string {
  if (gauge.state === 'unknown' || gauge.state === 'reached') return gauge.state;
  if (isEach(gauge)) return 'each order';
  return gauge.percent === null ? '' : `${wholePercent(gauge.percent)} %`;
}

/** Nothing of it is used up by what stands, and it can be told. */
export function isEach({ limit_name: name, state }: GaugeDocument): boolean {
  return LIMIT_WORDS[name].each === true && state !== 'unknown';
}

/** Cut, so that 99.6 % never reads as reached. */
const wholePercent = (percent: number): number => Math.floor(percent);
