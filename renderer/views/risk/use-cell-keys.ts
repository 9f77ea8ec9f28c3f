import { useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';

interface CellKeys {
  /** The cell that Tab comes to. */
  at: { row: number; column: number };
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
}

const MOVES: Record<string, (row: number, column: number) => [row: number, column: number]> = {
  ArrowDown: (row, column) => [row + 1, column],
  ArrowUp: (row, column) => [row - 1, column],
  ArrowRight: (row, column) => [row, column + 1],
  ArrowLeft: (row, column) => [row, column - 1],
  Home: (row) => [row, 0],
  End: (row) => [row, Number.POSITIVE_INFINITY],
};

/** One stop of Tab for a whole grid: arrows move between the cells, which carry `data-cell="row column"`. */
export function useCellKeys(rows: number, columns: number): CellKeys {
  const [at, setAt] = useState({ row: 0, column: 0 });
  return {
    // There may be fewer rows than there were.
    at: { row: Math.min(at.row, Math.max(0, rows - 1)), column: at.column },
    onFocus: (event) => {
      const cell = cellOf(event.target);
      if (cell) setAt(cell);
    },
    onKeyDown: (event) => {
      const from = cellOf(event.target);
      const move = MOVES[event.key];
      if (!from || !move || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const [toRow, toColumn] = move(from.row, from.column);
      const target = `${clamp(toRow, rows)} ${clamp(toColumn, columns)}`;
      event.currentTarget.querySelector<HTMLElement>(`[data-cell="${target}"]`)?.focus();
    },
  };
}

const clamp = (value: number, count: number): number => Math.min(Math.max(0, value), count - 1);

function cellOf(target: EventTarget): { row: number; column: number } | null {
  const cell = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-cell]')?.dataset['cell'] : undefined;
  if (cell === undefined) return null;
  const [row = 0, column = 0] = cell.split(' ').map(Number);
  return { row, column };
}
