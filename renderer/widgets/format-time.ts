import { UNKNOWN } from './format-decimal.ts';

/** `12:04:31.482` in UTC from ISO 8601; an en dash where there is none. */
export function formatTime(at: string | null | undefined, withMs = true): string {
  const date = at ? new Date(at) : null;
  if (!date || Number.isNaN(date.getTime())) return UNKNOWN;
  return date.toISOString().slice(11, withMs ? 23 : 19);
}

/** `2026-11-22 12:04:31` in UTC. */
export function formatDateTime(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** A span of time for the eye: `38 s`, `12:29`, `3 h 05 min`, `2 d 4 h`. */
export function formatSpan(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1_000));
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)}:${pad(s % 60)}`;
  if (s < 86_400) return `${Math.floor(s / 3_600)} h ${pad(Math.floor((s % 3_600) / 60))} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3_600)} h`;
}

/** What is left of a time: `14:32`, `3:59:07`. Counts down to `0:00` and stays there. */
export function formatCountdown(ms: number): string {
  const s = Math.max(0, Math.ceil(ms / 1_000));
  const head = s >= 3_600 ? `${Math.floor(s / 3_600)}:${pad(Math.floor((s % 3_600) / 60))}` : `${Math.floor(s / 60)}`;
  return `${head}:${pad(s % 60)}`;
}

/** A latency for the eye: `43 ms`; what is shorter than can be told is never shown as nothing. */
export function formatLatency(ms: number): string {
  const rounded = Math.round(ms);
  return rounded < 1 ? '<1 ms' : `${rounded} ms`;
}

const pad = (n: number): string => String(n).padStart(2, '0');
