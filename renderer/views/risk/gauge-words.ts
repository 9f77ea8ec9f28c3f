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

/** `21,840 of 30,000 USDT (21,840 of 30,000 USD), 72 %, ok. Detail.` */
export function gaugeWords(gauge: GaugeDocument): string {
  const { limit, used, unit, usd, percent, state, detail } = gauge;
  const figures =
    used === null
      ? `limit ${formatDecimal(limit)} ${unit}`
      : `${formatDecimal(used)} of ${formatDecimal(limit)} ${unit} ${LIMIT_WORDS[gauge.limit_name].used}`;
  const dollars =
    usd && unit !== 'USD' ? `, in US dollars ${formatDecimal(usd.used)} of ${formatDecimal(usd.limit)}` : '';
  const share = percent === null ? '' : `, ${wholePercent(percent)} %`;
  return `${figures}${dollars}${share}, ${STATE_WORDS[state]}${detail === '' ? '' : `. ${detail}`}`;
}

function figuresOf({ used, limit, state, unit }: GaugeDocument): string {
  const write = COUNTS.has(unit) ? (value: string) => formatDecimal(value) : shortFigure;
  if (used !== null) return `${write(used)} / ${write(limit)}`;
  return state === 'unknown' ? `? / ${write(limit)}` : write(limit);
}

function unitBeside(unit: string, currency: string): string | null {
  return unit === currency || COUNTS.has(unit) ? null : unit;
}

function noteOf(gauge: GaugeDocument): string {
  if (gauge.state === 'unknown' || gauge.state === 'reached') return gauge.state;
  if (isEach(gauge)) return 'each order';
  return gauge.percent === null ? '' : `${wholePercent(gauge.percent)} %`;
}

/** Held against each order by itself: nothing of it is used up by what stands. */
export function isEach({ state, used }: GaugeDocument): boolean {
  return used === null && state === 'ok';
}

/** Cut, so that 99.6 % never reads as reached. */
const wholePercent = (percent: number): number => Math.floor(percent);
