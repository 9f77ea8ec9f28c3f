import type { ImportDocument, ImportState } from '../../../shared/schema/history.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';

export const IMPORT_WORDS: Record<ImportState, string> = {
  unavailable: 'nothing to import',
  idle: 'not imported yet',
  running: 'importing',
  paused: 'paused',
  done: 'imported',
  failed: 'failed',
};

/** What can be done about an import; null where nothing can. */
export function importAction(state: ImportState): { does: 'start' | 'pause'; label: string } | null {
  if (state === 'unavailable') return null;
  if (state === 'running') return { does: 'pause', label: 'Pause' };
  if (state === 'paused') return { does: 'start', label: 'Go on' };
  if (state === 'failed') return { does: 'start', label: 'Try again' };
  return { does: 'start', label: state === 'done' ? 'Look for more' : 'Import history' };
}

/** Whole percent of the parts that were asked for; null where their number is not known yet. */
export const importPercent = ({ parts, parts_done: done }: ImportDocument): number | null =>
  parts === 0 ? null : Math.floor((100 * done) / parts);

/** `1,204 trades and 12 deposits, withdrawals and the like`. */
export function importCounts({ trades, flows }: ImportDocument): string {
  const count = (n: number, one: string, many: string): string => `${formatDecimal(String(n))} ${n === 1 ? one : many}`;
  return `${count(trades, 'trade', 'trades')}, ${count(flows, 'deposit, withdrawal or the like', 'deposits, withdrawals and the like')}`;
}
