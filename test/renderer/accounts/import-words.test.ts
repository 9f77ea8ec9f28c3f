import { describe, expect, it } from 'vitest';
import { importAction, importCounts, importPercent } from '../../../renderer/views/accounts/import-words.ts';
import { imported } from '../documents.ts';

describe('an import', () => {
  it('can be started, paused and gone on with, but not where there is nothing to ask', () => {
    expect(importAction('idle')).toEqual({ does: 'start', label: 'Import history' });
    expect(importAction('running')).toEqual({ does: 'pause', label: 'Pause' });
    expect(importAction('paused')).toEqual({ does: 'start', label: 'Go on' });
    expect(importAction('failed')).toEqual({ does: 'start', label: 'Try again' });
    expect(importAction('done')).toEqual({ does: 'start', label: 'Look for more' });
    expect(importAction('unavailable')).toBeNull();
  });

  it('is not whole before its last part, and of an unknown length until it is known', () => {
    expect(importPercent(imported({ parts: 388, parts_done: 387 }))).toBe(99);
    expect(importPercent(imported({ parts: 2, parts_done: 2 }))).toBe(100);
    expect(importPercent(imported())).toBeNull();
  });

  it('counts what it found', () => {
    expect(importCounts(imported({ trades: 18_204, flows: 1 }))).toBe(
      '18,204 trades, 1 deposit, withdrawal or the like',
    );
  });
});
