import type { z } from 'zod';
import { normalize } from '../../../../shared/money/decimal.ts';
import { flagsEditSchema } from '../../../../shared/schema/flags.ts';
import type { FlagName, Flags } from '../../../../shared/schema/flags.ts';
import { limitsEditSchema, settingsEditSchema } from '../../../../shared/schema/limits.ts';
import type { LimitName, Limits, RiskSettings } from '../../../../shared/schema/limits.ts';
import { LIMIT_WORDS } from '../limit-words.ts';
import { readHours } from './hours-form.ts';
import type { FlagsForm, LimitForm, ListForm, SettingsForm } from './risk-form.ts';

/** One field of the form, read by the schema of the engine. `value` null: taken away. */
export type FieldReading<T> = { ok: true; value: T | null } | { ok: false; message: string };

const NONE = { ok: true, value: null } as const;
const WHOLE = /^\d{1,9}$/;

export function readLimit<N extends LimitName>(name: N, { value, unit }: LimitForm): FieldReading<Limits[N]> {
  const text = value.trim();
  if (text === '') return NONE;
  const { measure } = LIMIT_WORDS[name];
  if (measure === 'count' && !WHOLE.test(text)) return { ok: false, message: 'must be a whole number' };
  const input =
    measure === 'count'
      ? Number(text)
      : measure === 'money' || measure === 'loss'
        ? { value: plain(text), unit }
        : plain(text);
  return parsed(limitsEditSchema.shape[name], input);
}

export function readSetting<N extends keyof SettingsForm>(
  name: N,
  value: SettingsForm[N],
): FieldReading<RiskSettings[N]> {
  if (typeof value === 'string' && value.trim() === '') return NONE;
  if (typeof value !== 'string' && value.length === 0) return NONE;
  return parsed(settingsEditSchema.shape[name], typeof value === 'string' ? value.trim() : value);
}

export function readFlag<N extends FlagName>(name: N, value: FlagsForm[N]): FieldReading<Flags[N]> {
  const input = flagInput(name, value);
  if (input === null) return NONE;
  if (name === 'approval' && typeof value === 'string' && !WHOLE.test(value.trim())) {
    return { ok: false, message: 'must be whole minutes' };
  }
  return parsed(flagsEditSchema.shape[name], input);
}

/** Null where the flag is not set. */
function flagInput(name: FlagName, value: FlagsForm[FlagName]): unknown {
  switch (name) {
    case 'enabled':
      return value === false ? false : null;
    case 'long_only':
      return value === true ? true : null;
    case 'exchanges':
    case 'strategies':
    case 'symbols':
    case 'markets': {
      const list = value as ListForm;
      return list.only ? list.items : null;
    }
    case 'trading_hours':
      return value === null ? null : readHours(value as NonNullable<FlagsForm['trading_hours']>);
    case 'max_size':
      return textOr(value, plain);
    case 'valid_from':
    case 'valid_until':
      return textOr(value, (text) => (/:\d\d:\d\d$/.test(text) ? `${text}Z` : `${text}:00Z`));
    case 'approval':
      return textOr(value, (text) => ({ valid_minutes: Number(text) }));
  }
}

function textOr(value: FlagsForm[FlagName], make: (text: string) => unknown): unknown {
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : make(text);
}

/** One form for each figure, so that `30000.0` is no change of `30000`. */
function plain(text: string): string {
  return /^\d{1,20}(\.\d{1,18})?$/.test(text) ? normalize(text) : text;
}

function parsed<T>(schema: z.ZodType, input: unknown): FieldReading<T> {
  const reading = schema.safeParse(input);
  if (reading.success) return { ok: true, value: (reading.data ?? null) as T | null };
  return { ok: false, message: messageOf(reading.error.issues[0]) };
}

/** What is wrong, with the place where the field has several. */
function messageOf(issue: z.core.$ZodIssue | undefined): string {
  const [list, index, part] = issue?.path ?? [];
  const message = issue?.message ?? 'is not complete';
  if (list !== 'windows' || typeof index !== 'number') return message;
  if (part === 'days') return `window ${index + 1}: choose at least one day`;
  return `window ${index + 1}: ${String(part)} ${message}`;
}
