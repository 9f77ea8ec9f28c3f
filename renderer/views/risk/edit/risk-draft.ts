import type { FlagName, Flags } from '../../../../shared/schema/flags.ts';
import { LIMIT_NAMES } from '../../../../shared/schema/limits.ts';
import type { LimitName, RiskSettings } from '../../../../shared/schema/limits.ts';
import type { RiskChange, RiskPolicy, RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { FLAG_LABELS, FLAG_NAMES, flagValueWords } from '../flag-words.ts';
import { limitValueWords } from '../limit-value-words.ts';
import { LIMIT_WORDS } from '../limit-words.ts';
import { loosensFlag, loosensLimit, loosensSetting } from './loosening.ts';
import { readFlag, readLimit, readSetting } from './read-form.ts';
import type { FieldReading } from './read-form.ts';
import { UNTOUCHED, appliedOf } from './risk-form.ts';
import type { Section, SettingsForm, Touched } from './risk-form.ts';

/** An edit of one scope that is not applied yet. */
export interface RiskDraft {
  /** The revision that the operator saw when it was begun. */
  base_revision: number;
  touched: Touched;
}

/** One difference to what is applied; null stands for "not set". */
export interface DiffLine {
  section: Section;
  name: string;
  label: string;
  before: string | null;
  after: string | null;
  /** It may let something pass that did not pass before. */
  looser: boolean;
}

export interface DraftReading {
  /** What the engine is asked for; fields with a problem are left out. */
  changes: RiskChange[];
  lines: DiffLine[];
  /** By `section.name`. */
  problems: ReadonlyMap<string, string>;
}

export const SETTING_LABELS: Record<keyof SettingsForm, string> = {
  currency: 'Currency of the account',
  time_zone: 'Time zone of the trading day',
  day_starts_at: 'The day begins at',
  ignored_assets: 'Assets that count as nothing',
  cost_method: 'Cost of what is sold',
};
const SETTING_NAMES = Object.keys(SETTING_LABELS) as (keyof SettingsForm)[];

/** The name of a field, for saying where something is wrong. */
export function fieldLabel(key: string): string {
  const [part, name = ''] = key.split('.');
  if (part === 'limits') return LIMIT_WORDS[name as LimitName].label;
  return part === 'settings' ? SETTING_LABELS[name as keyof SettingsForm] : FLAG_LABELS[name as FlagName];
}

export const fieldKey = (section: Section, name: string): string => `${section}.${name}`;

/** The key under which the draft of a scope is kept. */
export const scopeKey = (scope: RiskScope): string =>
  scope.kind === 'global' ? 'global' : `${scope.kind} ${scope.name}`;

/** Touched once more; whether that makes a difference tells `readDraft`. */
export function touch(touched: Touched, section: Section, name: string, value: unknown): Touched {
  return { ...touched, [section]: { ...touched[section], [name]: value } };
}

/** Compares the draft with the policy as it is now. `currency` names the account's own one. */
export function readDraft(
  policy: RiskPolicy,
  scope: RiskScope,
  touched: Touched | undefined,
  currency: string,
): DraftReading {
  const { limits, settings, flags } = touched ?? UNTOUCHED;
  const applied = appliedOf(policy, scope);
  const lines: DiffLine[] = [];
  const problems = new Map<string, string>();
  const sets: Record<Section, Record<string, unknown>> = { limits: {}, settings: {}, flags: {} };

  /** Notes one field; `line` words a difference. */
  const note = <T>(
    section: Section,
    name: string,
    reading: FieldReading<T>,
    before: T | undefined,
    line: (after: T | undefined) => Pick<DiffLine, 'label' | 'before' | 'after' | 'looser'>,
  ): void => {
    if (!reading.ok) {
      problems.set(fieldKey(section, name), reading.message);
      return;
    }
    const after = reading.value ?? undefined;
    if (isSame(before, after)) return;
    sets[section][name] = reading.value;
    lines.push({ section, name, ...line(after) });
  };

  for (const name of LIMIT_NAMES) {
    const typed = limits[name];
    if (typed === undefined) continue;
    const before = applied.limits[name];
    const words = (value: typeof before): string | null =>
      value === undefined ? null : limitValueWords(name, value, currency);
    note(section('limits'), name, readLimit(name, typed), before, (after) => ({
      label: LIMIT_WORDS[name].label,
      before: words(before),
      after: words(after),
      looser: loosensLimit(name, before, after),
    }));
  }
  for (const name of SETTING_NAMES) {
    const typed = settings[name];
    if (typed === undefined) continue;
    const before = applied.settings[name];
    note(section('settings'), name, readSetting(name, typed), before, (after) => ({
      label: SETTING_LABELS[name],
      before: settingWords(before),
      after: settingWords(after),
      looser: loosensSetting(name, before, after),
    }));
  }
  for (const name of FLAG_NAMES) {
    const typed = flags[name];
    if (typed === undefined) continue;
    const before = effective(name, applied.flags);
    note(section('flags'), name, readFlag(name, typed as never) as FieldReading<Flags[FlagName]>, before, (after) => ({
      label: FLAG_LABELS[name],
      before: flagLineWords(name, before),
      after: flagLineWords(name, after),
      looser: loosensFlag(name, before as never, after as never),
    }));
  }
  return { changes: changesOf(scope, sets), lines, problems };
}

const section = <S extends Section>(name: S): S => name;

/** A flag that restricts nothing is the same as none. */
function effective(name: FlagName, flags: Flags): Flags[FlagName] {
  const value = flags[name];
  if (name === 'enabled' && value === true) return undefined;
  if (name === 'long_only' && value === false) return undefined;
  return value;
}

/** Beside its label, where a flag that is on or off need not be named again. */
function flagLineWords(name: FlagName, value: Flags[FlagName]): string | null {
  return name === 'long_only' && value === true ? 'yes' : flagValueWords(name, { [name]: value });
}

function settingWords(value: RiskSettings[keyof RiskSettings]): string | null {
  if (value === undefined) return null;
  return typeof value === 'string' ? value : value.join(', ');
}

function changesOf(scope: RiskScope, sets: Record<Section, Record<string, unknown>>): RiskChange[] {
  const changes: RiskChange[] = [];
  if (scope.kind === 'account') {
    for (const kind of ['limits', 'settings'] as const) {
      if (Object.keys(sets[kind]).length > 0) changes.push({ kind, account_name: scope.name, set: sets[kind] });
    }
  }
  if (Object.keys(sets.flags).length > 0) changes.push({ kind: 'flags', scope, set: sets.flags });
  return changes;
}

const INSTANT = /^\d{4}-\d\d-\d\dT/;

/** By content: what the operator typed back is no difference. An instant is the same in every zone. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string' && INSTANT.test(a)) return Date.parse(a) === Date.parse(b);
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
}
