import { describe, expect, it } from 'vitest';
import { realWorth } from '../../../renderer/app/real-worth.ts';
import { total } from '../documents.ts';

const mine = total({ accounts: 2, counted: 1, missing: ['main_two'], equity_usd: '76440.84', today_usd: '391.40' });
const others = total({ whose: 'others', equity_usd: '5763.10', today_usd: '-1' });
const others0 = total({ whose: 'others', accounts: 0, counted: 0, equity_usd: null });
const paper = total({ kind: 'paper', equity_usd: '100000' });
const testnet = total({ kind: 'testnet', equity_usd: '10240' });

describe('what is real', () => {
  it('is yours and others’, and never paper or testnet', () => {
    expect(realWorth({ accounts: [], totals: [mine, paper, others, testnet] })).toMatchObject({
      equity: '82203.94',
      today: '390.4',
      mine,
      others,
      accounts: 3,
      counted: 2,
      missing: ['main_two'],
    });
  });

  it('is nothing to show without a real account', () => {
    expect(realWorth({ accounts: [], totals: [paper, testnet, { ...mine, accounts: 0 }] })).toBeNull();
  });

  it('is unknown, and not zero, where nothing of it is known', () => {
    const unknown = total({ counted: 0, missing: ['main'], equity_usd: null, today_usd: null, equity_nok: null });
    expect(realWorth({ accounts: [], totals: [unknown, others0] })).toMatchObject({
      equity: null,
      today: null,
      accounts: 1,
      counted: 0,
      others: null,
    });
  });
});
