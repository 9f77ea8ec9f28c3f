import type { RateBook } from '../books-ports.ts';
import { sheetHead } from './sheet-head.ts';
import { sheetNotes } from './sheet-notes.ts';
import { equityPart, resultPart } from './sheet-sums.ts';
import { feesPart, flowsPart, holdingsPart, ordersPart, symbolsPart, tradesPart } from './sheet-tables.ts';
import type { StatementFacts } from './statement-facts.ts';
import type { Sheet } from './statement-sheet.ts';

/** Puts the facts into words and figures, once for every form that they are printed in. */
export async function writeSheet(
  facts: StatementFacts,
  rates: Pick<RateBook, 'at'>,
  pause: () => Promise<void>,
): Promise<Sheet> {
  return {
    ...sheetHead(facts),
    parts: [
      equityPart(facts),
      resultPart(facts),
      symbolsPart(facts),
      holdingsPart(facts),
      feesPart(facts),
      flowsPart(facts, rates),
      await ordersPart(facts, pause),
      await tradesPart(facts, pause),
    ],
    notes: sheetNotes(facts),
  };
}
