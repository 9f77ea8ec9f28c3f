import { EXCHANGE_NAMES } from './exchange-names.ts';
import type { CostMethod, TradeOrigin } from '../../../../shared/schema/books.ts';
import type { FlowKind } from '../../../../shared/schema/history.ts';
import type { OrderStatus } from '../../../../shared/schema/order.ts';
import type { Ledger } from '../books-ports.ts';
import type { Sheet } from './statement-sheet.ts';

/** What kind of money it is about, as a word that nobody can miss and in a sentence. */
export function kindOf({ mode, testnet, exchange }: Ledger): Pick<Sheet, 'kind' | 'kindWord' | 'kindMeaning'> {
  if (mode === 'paper') {
    return { kind: 'paper', kindWord: 'PAPER', kindMeaning: 'Simulated trading. No money was used.' };
  }
  const name = EXCHANGE_NAMES[exchange];
  if (testnet) {
    return {
      kind: 'testnet',
      kindWord: 'TESTNET',
      kindMeaning: `The test network of ${name}. No real money was used.`,
    };
  }
  return { kind: 'real', kindWord: 'REAL', kindMeaning: `Real money at ${name}.` };
}

export const METHOD_WORDS: Record<CostMethod, string> = {
  average: 'average cost',
  fifo: 'first in, first out (FIFO)',
};

export const ORIGIN_WORDS: Record<TradeOrigin, string> = {
  console: 'ours',
  imported: 'imported',
  estimated: 'estimated',
};

export const FLOW_WORDS: Record<FlowKind, string> = {
  deposit: 'Deposit',
  withdrawal: 'Withdrawal',
  transfer: 'Transfer between own accounts',
  funding: 'Funding',
  fee: 'Fee without a trade',
  conversion: 'Conversion',
  other: 'Other',
};

export const statusWords = (status: OrderStatus): string => status.replaceAll('_', ' ');
