import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { missingFromLock } from '../../scripts/complete-lock.mjs';

const lock = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../package-lock.json'), 'utf8'));

describe('package-lock.json', () => {
  it('describes every platform package that it names, so that npm ci takes it on every platform', () => {
    expect(missingFromLock(lock)).toEqual([]);
  });

  it('would be found incomplete with one of them gone', () => {
    const packages = { ...lock.packages };
    delete packages['node_modules/@oxlint/binding-darwin-arm64'];
    expect(missingFromLock({ packages })).toMatchObject([{ name: '@oxlint/binding-darwin-arm64' }]);
  });
});
