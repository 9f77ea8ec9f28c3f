import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../shared/schema/error-code.ts';
import { namedRows, readDocument } from './documents.ts';

describe('docs/error-codes.md', () => {
  const rows = namedRows(readDocument('docs/error-codes.md'));

  it('lists exactly the codes of the source, each once', () => {
    expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(ERROR_CODES).toSorted());
  });

  it('says of each what it means and what to do', () => {
    for (const { name, rest } of rows) expect(rest.length, name).toBeGreaterThan(30);
  });
});
