import { describe, expect, it } from 'vitest';
import { LIMIT_NAMES } from '../../../shared/schema/limits.ts';
import { checksOf } from './pipeline.ts';
import { CLOSING_CASES } from './pipeline-cases-closing.ts';
import { EXPOSURE_CASES } from './pipeline-cases-exposure.ts';
import { FLAG_CASES } from './pipeline-cases-flags.ts';
import { LOSS_CASES } from './pipeline-cases-losses.ts';
import { ORDER_CASES } from './pipeline-cases-orders.ts';
import { POSITION_CASES } from './pipeline-cases-positions.ts';
import { STANDING_CASES } from './pipeline-cases-standing.ts';

const TABLES = { STANDING_CASES, FLAG_CASES, EXPOSURE_CASES, POSITION_CASES, ORDER_CASES, LOSS_CASES, CLOSING_CASES };
const ALL = Object.values(TABLES).flat();

describe('the pipeline that every order passes', () => {
  it('has a table of at least 150 rows, each with a name of its own', () => {
    expect(ALL.length).toBeGreaterThanOrEqual(150);
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
  });

  it.each(ALL)('$name', (row) => {
    const checks = checksOf(row);
    expect(checks.filter(({ ok }) => !ok).map(({ code }) => code)).toEqual(row.fails);
    for (const [code, words] of Object.entries(row.says ?? {})) {
      const details = checks.filter((check) => check.code === code).map(({ detail }) => detail);
      expect(details.join(' | ')).toContain(words);
    }
    for (const [code, figures] of Object.entries(row.shows ?? {})) {
      const [used, limit, unit] = figures;
      expect(checks.filter((check) => check.code === code).map((check) => check.figures)).toContainEqual({
        used,
        limit,
        unit,
      });
    }
    for (const { detail } of checks) expect(detail).not.toBe('');
  });

  it.each(ALL)('lists every limit that is set, with its figures: $name', (row) => {
    const lines = checksOf(row).filter(({ figures }) => figures !== undefined);
    const limits = LIMIT_NAMES.filter((name) => row.limits?.[name] !== undefined).length;
    const sizes = Object.values(row.flags ?? {}).some((flags) => flags?.max_size !== undefined) ? 1 : 0;
    expect(lines).toHaveLength(limits + sizes);
    for (const { figures } of lines) expect(figures?.unit).not.toBe('');
  });
});
