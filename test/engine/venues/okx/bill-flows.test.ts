import { expect, it } from 'vitest';
import type { Desk } from '../../../../electron/engine/venues/exchange/exchange-facts.ts';
import { flowsOf } from '../../../../electron/engine/venues/okx/bill-flows.ts';
import type { WireBill } from '../../../../electron/engine/venues/okx/wire-documents.ts';

/** As much of a desk as telling bills apart takes. */
const desk = (market: 'spot' | 'swap') =>
  ({ account: { market }, bySymbolOfVenue: () => Promise.resolve(null) }) as unknown as Desk;

const bill = (change: Partial<WireBill>): WireBill => ({
  ...{ billId: '1', type: '1', instType: '', instId: '', ccy: 'USDT', balChg: '1.50', posBalChg: '0', ts: 1 },
  ...change,
});

it.each<[string, 'spot' | 'swap', Partial<WireBill>, [string, string, string | null] | null]>([
  ['a transfer', 'spot', {}, ['transfer', '1.5', null]],
  ['its own trade', 'spot', { type: '2', instType: 'SPOT' }, null],
  ['a trade in another kind of market', 'spot', { type: '2', instType: 'SWAP' }, ['other', '1.5', null]],
  ['a liquidation of its own', 'swap', { type: '5', instType: 'SWAP' }, null],
  ['funding', 'swap', { type: '8', instId: 'X-USDT-SWAP', balChg: '-0.2' }, ['funding', '-0.2', 'X-USDT-SWAP']],
  [
    'funding from the margin of a position',
    'swap',
    { type: '8', balChg: '0', posBalChg: '-0.2' },
    ['funding', '-0.2', null],
  ],
  ['margin of a position', 'swap', { type: '6', balChg: '-9' }, null],
  ['interest', 'spot', { type: '7', balChg: '-0.1' }, ['fee', '-0.1', null]],
  ['dust', 'spot', { type: '28', balChg: '-0.1' }, ['conversion', '-0.1', null]],
  ['what moved nothing', 'spot', { balChg: '0' }, null],
  ['a type that came later', 'spot', { type: '999' }, ['other', '1.5', null]],
])('%s', async (_, market, change, wanted) => {
  const told = await flowsOf(desk(market), [bill(change)]);
  expect(told.map(({ kind, amount, symbol }) => [kind, amount, symbol])).toEqual(wanted === null ? [] : [wanted]);
});
