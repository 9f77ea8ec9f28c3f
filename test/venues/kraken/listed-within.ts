import { invalidArguments } from './errors.ts';

const PAGE = 50;

/** A page of rows that come newest first: `start` is exclusive, `end` inclusive, both in seconds. */
export function listedWithin<T extends { time: number }>(
  rows: readonly T[],
  params: URLSearchParams,
): { rows: T[]; count: number } {
  const start = secondsOf(params, 'start') ?? 0;
  const end = secondsOf(params, 'end') ?? Infinity;
  const offset = params.get('ofs') ?? '0';
  if (!/^\d{1,9}$/.test(offset)) throw invalidArguments('ofs');
  const found = rows.filter(({ time }) => time > start * 1_000 && time <= end * 1_000);
  return { rows: found.slice(Number(offset), Number(offset) + PAGE), count: found.length };
}

function secondsOf(params: URLSearchParams, name: string): number | undefined {
  const text = params.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,10}(\.\d+)?$/.test(text)) throw invalidArguments(name);
  return Number(text);
}
