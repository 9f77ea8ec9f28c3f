import { describe, expect, it } from 'vitest';
import { bookNotes } from '../../../renderer/views/accounts/book-notes.ts';
import type { AccountPnlDocument, SymbolBookDocument } from '../../../shared/schema/books.ts';
import { book, converted } from '../documents.ts';

const pnl = (symbols: SymbolBookDocument[], missing: string[] = []): AccountPnlDocument => {
  const sum = converted({ currency: 'USDT', value: '0', missing });
  return {
    account_name: 'main_sim',
    owner: 'me',
    whose: 'mine',
    exchange: 'sim',
    mode: 'paper',
    testnet: false,
    method: 'average',
    symbols,
    sums: {
      currency: 'USDT',
      realised: sum,
      unrealised: sum,
      fees: sum,
      funding: sum,
      net: sum,
      net_usd: sum,
      net_nok: sum,
    },
    error: null,
  };
};

describe('notes to the books', () => {
  it('are none where all is known', () => {
    expect(bookNotes(pnl([book({ not_held: '0' })]))).toEqual([]);
  });

  it('say what was sold without a cost, what is not there, what was estimated, and what has no rate', () => {
    const partly = book({ uncovered: { quantity: '1.5', proceeds: '90000' }, not_held: '0.2', estimated_trades: 1 });
    expect(bookNotes(pnl([partly], ['KCS']))).toEqual([
      'BTC/USDT: 1.5 BTC were sold beyond what was bought here. No profit is told of them.',
      'BTC/USDT: the account holds 0.2 BTC less than the books. They were moved or spent.',
      'BTC/USDT: 1 trade is estimated at the order’s price.',
      'No rate is known for KCS: sums with it are not told.',
    ]);
  });
});
