import { QtError } from '../../shared/schema/error-code.ts';
import { riskChangeSchema } from '../../shared/schema/risk-policy.ts';
import type { RiskChange } from '../../shared/schema/risk-policy.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';

/** Options of `qt limits set`, as the command line has them: names without their dashes, by their values. */
export type LimitFlags = Readonly<Record<string, string | undefined>>;

type Unit = 'account' | 'usd' | 'percent';

interface LimitOption {
  option: string;
  field: string;
  /** Of a limit that is counted in money; null: a plain number. */
  unit: Unit | null;
  help: string;
}

const MONEY = [
  ['max-exposure', 'value of open positions plus open orders'],
  ['max-position-size', 'value of the position in one symbol, open orders included'],
  ['max-order-size', 'value of one order'],
  ['min-free-balance', "what must stay free of the account's currency"],
] as const;
const LOSSES = [
  ['max-daily-loss', "loss since the trading day began; percent of the day's opening equity"],
  ['max-drawdown', 'loss from the highest profit reached; percent of the equity there'],
] as const;
const NUMBERS = [
  ['max-open-positions', 'how many symbols may be held at once'],
  ['max-leverage', 'exposure by equity, and the leverage that a swap account is set to'],
  ['max-orders-per-minute', 'orders in any 60 seconds'],
  ['price-band-percent', 'how far the price of an order may be from the mark, in percent'],
] as const;
const WHOLE = new Set(['max_open_positions', 'max_orders_per_minute']);

/** Every limit as an option: money in the account's currency and, with `-usd`, in US dollars. */
export const LIMIT_OPTIONS: readonly LimitOption[] = [
  ...MONEY.flatMap(([name, help]) => inUnits(name, help, ['account', 'usd'])),
  ...LOSSES.flatMap(([name, help]) => inUnits(name, help, ['account', 'usd', 'percent'])),
  ...NUMBERS.map(([name, help]) => ({ option: name, field: fieldOf(name), unit: null, help })),
];

export const SETTING_OPTIONS = [
  { option: 'currency', help: "the account's own currency" },
  { option: 'time-zone', help: 'IANA zone of the trading day, such as Europe/Oslo' },
  { option: 'day-starts-at', help: 'when a trading day begins there, such as 00:00' },
  { option: 'cost-method', help: 'how the cost of what is sold is told: average or fifo' },
  { option: 'ignored-assets', help: 'assets that count as nothing, separated by commas' },
] as const;

/** What takes a limit or a flag away. */
export const NONE = 'none';

function inUnits(name: string, help: string, units: readonly Unit[]): LimitOption[] {
  return units.map((unit) => ({
    option: unit === 'account' ? name : `${name}-${unit}`,
    field: fieldOf(name),
    unit,
    help: unit === 'account' ? help : `the same in ${unit === 'usd' ? 'US dollars' : 'percent'}`,
  }));
}

function fieldOf(option: string): string {
  return option.replaceAll('-', '_');
}

/** The edits that the options of `qt limits set` stand for. Throws `QtError('INVALID_INPUT')`. */
export function limitChanges(accountName: string, flags: LimitFlags): RiskChange[] {
  const limits: Record<string, unknown> = {};
  for (const { option, field, unit } of LIMIT_OPTIONS) {
    const text = flags[option]?.trim();
    if (text === undefined) continue;
    if (field in limits) throw new QtError('INVALID_INPUT', `--${option}: this limit is given twice, in two units.`);
    limits[field] = text === NONE ? null : unit === null ? plain(field, text) : { value: text, unit };
  }
  const settings: Record<string, unknown> = {};
  for (const { option } of SETTING_OPTIONS) {
    const text = flags[option]?.trim();
    if (text === undefined) continue;
    const value = option === 'ignored-assets' ? listOf(text) : text;
    settings[fieldOf(option)] = text === NONE ? null : value;
  }
  const changes = [
    ...(Object.keys(limits).length > 0 ? [{ kind: 'limits', account_name: accountName, set: limits }] : []),
    ...(Object.keys(settings).length > 0 ? [{ kind: 'settings', account_name: accountName, set: settings }] : []),
  ];
  if (changes.length === 0) throw new QtError('INVALID_INPUT', 'Give at least one limit; see "qt limits set --help".');
  return changes.map(parsedChange);
}

/** A change that its schema takes. Throws `QtError('INVALID_INPUT')`, naming the field. */
export function parsedChange(change: unknown): RiskChange {
  const parsed = riskChangeSchema.safeParse(change);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: issue.path.filter((part) => part !== 'set') }));
  throw new QtError('INVALID_INPUT', readableIssues(issues));
}

/** Trimmed, without empty entries: an empty text is an empty list. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Only plain digits are a count: `Number` takes more than a person means. */
function plain(field: string, text: string): string | number {
  return WHOLE.has(field) && /^\d{1,6}$/.test(text) ? Number(text) : text;
}
