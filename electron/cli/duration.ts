import { QtError } from '../../shared/schema/error-code.ts';

const UNIT_MS: Record<string, number> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `90s`, `30m`, `8h` or `7d`. Throws `QtError('INVALID_INPUT')`. */
export function parseDurationMs(text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text.trim()) ?? [];
  const durationMs = Number(count) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
  if (!(durationMs > 0)) throw new QtError('INVALID_INPUT', `"${text}" is not a duration such as 90s, 30m or 8h.`);
  return durationMs;
}

/** A moment as ISO 8601: `2026-11-22`, `2026-11-22T10:00:00Z`, or a duration before now. Throws `QtError('INVALID_INPUT')`. */
export function parseSince(text: string, nowMs: number): string {
  const isDate = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2})?)?$/.test(text.trim());
  const atMs = isDate ? Date.parse(text) : nowMs - parseDurationMs(text);
  if (Number.isNaN(atMs)) throw new QtError('INVALID_INPUT', `"${text}" is not a time.`);
  return new Date(atMs).toISOString();
}
