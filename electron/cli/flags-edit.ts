import { QtError } from '../../shared/schema/error-code.ts';
import type { Flags } from '../../shared/schema/flags.ts';
import type { RiskChange, RiskPolicy, RiskScope } from '../../shared/schema/risk-policy.ts';
import { parseDurationMs } from './duration.ts';
import { NONE, listOf, parsedChange } from './limits-edit.ts';
import { parseHours } from './trading-hours.ts';

/** Options of `qt flags set`. */
export interface FlagOptions {
  enabled?: string;
  exchanges?: string;
  strategies?: string;
  symbols?: string;
  markets?: string;
  longOnly?: string;
  maxSize?: string;
  hours?: string;
  timeZone?: string;
  validFrom?: string;
  validUntil?: string;
  approval?: string;
}

export interface ScopeOptions {
  global?: true;
  owner?: string;
  strategy?: string;
}

const MINUTE_MS = 60_000;

/** Whom the flags are about: one account, or what the options name. Throws `QtError('INVALID_INPUT')`; null where nobody. */
export function scopeOf(accountName: string | undefined, { global, owner, strategy }: ScopeOptions): RiskScope | null {
  const named: RiskScope[] = [
    ...(accountName === undefined ? [] : [{ kind: 'account', name: accountName.trim().toLowerCase() } as const]),
    ...(global ? [{ kind: 'global' } as const] : []),
    ...(owner === undefined ? [] : [{ kind: 'owner', name: owner } as const]),
    ...(strategy === undefined ? [] : [{ kind: 'strategy', name: strategy } as const]),
  ];
  if (named.length > 1) throw new QtError('INVALID_INPUT', 'Give one of an account, --global, --owner and --strategy.');
  return named[0] ?? null;
}

/** The flags of one level as they are. */
export function flagsOf({ global, owners, accounts, strategies }: RiskPolicy, scope: RiskScope): Flags {
  if (scope.kind === 'global') return global;
  const level = { owner: owners, account: accounts, strategy: strategies }[scope.kind];
  return (Object.hasOwn(level, scope.name) ? level[scope.name] : undefined) ?? {};
}

/**
 * The edit that the options stand for. `now`: the flags as they are, for hours and zone are one flag, and may be given one
 * without the other. Throws `QtError('INVALID_INPUT')`.
 */
export function flagChange(scope: RiskScope, options: FlagOptions, now: Flags): RiskChange {
  const { enabled, longOnly, exchanges, strategies, symbols, markets, maxSize, validFrom, validUntil, approval } =
    options;
  const set: Record<string, unknown> = {};
  const take = (field: string, text: string | undefined, read: (text: string) => unknown): void => {
    if (text !== undefined) set[field] = text.trim().toLowerCase() === NONE ? null : read(text.trim());
  };
  const lower = (text: string): string[] => listOf(text.toLowerCase());
  take('enabled', enabled, yesOrNo);
  take('exchanges', exchanges, lower);
  take('strategies', strategies, listOf);
  take('symbols', symbols, listOf);
  take('markets', markets, lower);
  take('long_only', longOnly, yesOrNo);
  take('max_size', maxSize, (text) => text);
  take('valid_from', validFrom, moment);
  take('valid_until', validUntil, moment);
  take('approval', approval, (text) => ({ valid_minutes: parseDurationMs(text) / MINUTE_MS }));
  const hours = hoursEdit(options, now);
  if (hours !== undefined) set['trading_hours'] = hours;
  if (Object.keys(set).length === 0)
    throw new QtError('INVALID_INPUT', 'Give at least one flag; see "qt flags set --help".');
  return parsedChange({ kind: 'flags', scope, set });
}

function hoursEdit({ hours, timeZone }: FlagOptions, { trading_hours: now }: Flags): unknown {
  if (hours === undefined && timeZone === undefined) return undefined;
  if (hours?.trim().toLowerCase() === NONE) return null;
  const time_zone = timeZone?.trim() ?? now?.time_zone;
  const windows = hours === undefined ? now?.windows : parseHours(hours);
  if (time_zone === undefined) throw new QtError('INVALID_INPUT', '--hours needs --time-zone, such as Europe/Oslo.');
  if (windows === undefined) throw new QtError('INVALID_INPUT', '--time-zone needs --hours: there are none yet.');
  return { time_zone, windows };
}

function yesOrNo(text: string): boolean {
  const word = text.toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw new QtError('INVALID_INPUT', `"${text}" is neither true nor false.`);
}

/** A moment that means the same wherever it is read: with its zone, or a day in UTC. */
function moment(text: string): string {
  const known = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.exec(text.toUpperCase());
  const atMs = known ? Date.parse(known[0]) : Number.NaN;
  // `Date.parse` takes 30 February for 2 March.
  const dayMs = Date.parse(known?.[1] ?? '');
  const isDay = !Number.isNaN(dayMs) && new Date(dayMs).toISOString().startsWith(known?.[1] ?? ' ');
  if (isDay && !Number.isNaN(atMs)) return new Date(atMs).toISOString();
  throw new QtError('INVALID_INPUT', `"${text}" is no moment such as 2026-12-01 or 2026-12-01T09:00:00+01:00.`);
}
