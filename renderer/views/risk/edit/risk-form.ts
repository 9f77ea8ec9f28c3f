import { ownEntry } from '../../../../shared/routing/offers.ts';
import type { Flags } from '../../../../shared/schema/flags.ts';
import { LIMIT_NAMES } from '../../../../shared/schema/limits.ts';
import type { LimitName, Limits, RiskSettings } from '../../../../shared/schema/limits.ts';
import type { RiskPolicy, RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { hoursForm } from './hours-form.ts';
import type { HoursForm } from './hours-form.ts';

/** A limit as typed; empty means that there is none. */
export interface LimitForm {
  value: string;
  unit: 'account' | 'usd' | 'percent';
}

/** No restriction, or only what is listed: an empty list then allows nothing. */
export interface ListForm {
  only: boolean;
  items: readonly string[];
}

export interface SettingsForm {
  currency: string;
  time_zone: string;
  day_starts_at: string;
  ignored_assets: readonly string[];
  /** Empty: average cost. */
  cost_method: string;
}

export interface FlagsForm {
  /** False: switched off. */
  enabled: boolean;
  exchanges: ListForm;
  strategies: ListForm;
  symbols: ListForm;
  markets: ListForm;
  long_only: boolean;
  max_size: string;
  /** Null: at any time. */
  trading_hours: HoursForm | null;
  /** As `2026-11-22T09:30`, in UTC; empty means without a bound. */
  valid_from: string;
  valid_until: string;
  /** Minutes that a signal waits for a yes; empty means that none is asked. */
  approval: string;
}

export type LimitsForm = Record<LimitName, LimitForm>;

/** What can be edited of an account; of the other levels only the flags. */
export interface RiskForm {
  limits: LimitsForm;
  settings: SettingsForm;
  flags: FlagsForm;
}
export type Section = keyof RiskForm;

/** What the operator changed of a form; everything else stays as it is applied, also where that changes meanwhile. */
export type Touched = { [S in Section]: Partial<RiskForm[S]> };

export const UNTOUCHED: Touched = { limits: {}, settings: {}, flags: {} };

/** What is applied for one scope. */
export interface Applied {
  limits: Limits;
  settings: RiskSettings;
  flags: Flags;
}

export function appliedOf(policy: RiskPolicy, scope: RiskScope): Applied {
  if (scope.kind === 'account') {
    return {
      limits: ownEntry(policy.limits, scope.name) ?? {},
      settings: ownEntry(policy.settings, scope.name) ?? {},
      flags: ownEntry(policy.accounts, scope.name) ?? {},
    };
  }
  return { limits: {}, settings: {}, flags: flagsOf(policy, scope) };
}

function flagsOf(policy: RiskPolicy, scope: Exclude<RiskScope, { kind: 'account' }>): Flags {
  if (scope.kind === 'global') return policy.global;
  return ownEntry(scope.kind === 'owner' ? policy.owners : policy.strategies, scope.name) ?? {};
}

/** The form as it stands with nothing changed. */
export function formOf({ limits, settings, flags }: Applied): RiskForm {
  return { limits: limitsForm(limits), settings: settingsForm(settings), flags: flagsForm(flags) };
}

/** The form with what the operator changed. */
export function shownForm(applied: Applied, touched: Touched): RiskForm {
  const form = formOf(applied);
  return {
    limits: { ...form.limits, ...touched.limits },
    settings: { ...form.settings, ...touched.settings },
    flags: { ...form.flags, ...touched.flags },
  };
}

function limitsForm(limits: Limits): LimitsForm {
  return Object.fromEntries(LIMIT_NAMES.map((name) => [name, limitForm(limits[name])])) as LimitsForm;
}

function limitForm(limit: Limits[LimitName]): LimitForm {
  if (typeof limit === 'object') return { value: limit.value, unit: limit.unit };
  return { value: limit === undefined ? '' : String(limit), unit: 'account' };
}

function settingsForm(settings: RiskSettings): SettingsForm {
  return {
    currency: settings.currency ?? '',
    time_zone: settings.time_zone ?? '',
    day_starts_at: settings.day_starts_at ?? '',
    ignored_assets: settings.ignored_assets ?? [],
    cost_method: settings.cost_method ?? '',
  };
}

function flagsForm(flags: Flags): FlagsForm {
  return {
    enabled: flags.enabled !== false,
    exchanges: listForm(flags.exchanges),
    strategies: listForm(flags.strategies),
    symbols: listForm(flags.symbols),
    markets: listForm(flags.markets),
    long_only: flags.long_only === true,
    max_size: flags.max_size ?? '',
    trading_hours: flags.trading_hours ? hoursForm(flags.trading_hours) : null,
    valid_from: momentForm(flags.valid_from),
    valid_until: momentForm(flags.valid_until),
    approval: flags.approval ? String(flags.approval.valid_minutes) : '',
  };
}

function listForm(list: readonly string[] | undefined): ListForm {
  return { only: list !== undefined, items: list ?? [] };
}

/** UTC without its letter, as the field of the browser takes it; seconds only where there are some. */
function momentForm(at: string | undefined): string {
  if (at === undefined) return '';
  const text = new Date(at).toISOString().slice(0, 19);
  return text.endsWith(':00') ? text.slice(0, 16) : text;
}
