import { gt, gte, lte } from '../../../../shared/money/decimal.ts';
import type { FlagName, Flags } from '../../../../shared/schema/flags.ts';
import type { LimitName, Limits, RiskSettings } from '../../../../shared/schema/limits.ts';

/**
 * Whether an edit may let something pass that did not pass before. Where that cannot be told, as between two units of money
 * or two sets of hours, the answer is yes: a person should look.
 */
export function loosensLimit<N extends LimitName>(name: N, before: Limits[N], after: Limits[N]): boolean {
  if (before === undefined) return false;
  if (after === undefined) return true;
  const [was, is] = [unitAndValue(before), unitAndValue(after)];
  if (was.unit !== is.unit) return true;
  return name === 'min_free_balance' ? gt(was.value, is.value) : gt(is.value, was.value);
}

function unitAndValue(limit: NonNullable<Limits[LimitName]>): { value: string; unit: string } {
  if (typeof limit === 'object') return limit;
  return { value: String(limit), unit: '' };
}

/** How limits are counted: nobody can tell beforehand what another currency, day or asset makes of them. */
export function loosensSetting<N extends keyof RiskSettings>(
  name: N,
  before: RiskSettings[N],
  after: RiskSettings[N],
): boolean {
  // Of the books alone: no limit reads it.
  if (name === 'cost_method') return false;
  if (name !== 'ignored_assets') return true;
  return !isWithin((after ?? []) as readonly string[], (before ?? []) as readonly string[]);
}

export function loosensFlag<N extends FlagName>(name: N, before: Flags[N], after: Flags[N]): boolean {
  switch (name) {
    case 'enabled':
      return before === false && after !== false;
    case 'long_only':
      return before === true && after !== true;
    case 'exchanges':
    case 'strategies':
    case 'symbols':
    case 'markets':
      if (before === undefined) return false;
      return after === undefined || !isWithin(after as readonly string[], before as readonly string[]);
    case 'max_size':
      if (before === undefined) return false;
      return after === undefined || !lte(after as string, before as string);
    case 'valid_from':
      if (before === undefined) return false;
      return after === undefined || Date.parse(after as string) < Date.parse(before as string);
    case 'valid_until':
      if (before === undefined) return false;
      return after === undefined || Date.parse(after as string) > Date.parse(before as string);
    case 'trading_hours':
    case 'approval':
      return before !== undefined && !(name === 'approval' && isShorter(after, before));
  }
}

/** A shorter wait for the yes lets less pass; without any, everything does. */
function isShorter(after: unknown, before: unknown): boolean {
  if (after === undefined) return false;
  const [is, was] = [after, before] as [NonNullable<Flags['approval']>, NonNullable<Flags['approval']>];
  return gte(String(was.valid_minutes), String(is.valid_minutes));
}

/** By the patterns as they are written: `BTC/*` is within `*` too, but that is for a person to see. */
const isWithin = (list: readonly string[], of: readonly string[]): boolean =>
  list.every((item) => of.some((each) => each === '*' || each.toLowerCase() === item.toLowerCase()));
