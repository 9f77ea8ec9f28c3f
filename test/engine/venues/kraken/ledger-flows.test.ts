import { expect, it } from 'vitest';
import { flowsOf } from '../../../../electron/engine/venues/kraken/ledger-flows.ts';
import { ledgersSchema } from '../../../../electron/engine/venues/kraken/wire-documents.ts';
import { parseExactJson } from '../../../../electron/engine/venues/http/exact-json.ts';

const row = (type: string, subtype: string, asset: string, amount: string, fee = '0.00') =>
  `{"refid":"R","time":1688464484.1787,"type":"${type}","subtype":"${subtype}","aclass":"currency","asset":"${asset}","amount":"${amount}","fee":"${fee}","balance":"1"}`;

it.each([
  ['trade', '', 'ZUSD', '-24.5000', '0.0490', []],
  ['deposit', '', 'XXBT', '1e-05', '0', [['deposit', 'BTC', '0.00001']]],
  [
    'withdrawal',
    '',
    'ZEUR',
    '-100.0',
    '0.09',
    [
      ['withdrawal', 'EUR', '-100'],
      ['fee', 'EUR', '-0.09'],
    ],
  ],
  ['earn', 'autoallocation', 'XBT.F', '0.5', '0', [['transfer', 'XBT.F', '0.5']]],
  ['earn', 'reward', 'XBT.F', '0.0001', '0', [['other', 'XBT.F', '0.0001']]],
  ['rollover', '', 'ZUSD', '0', '0.02', [['fee', 'USD', '-0.02']]],
  ['something new', '', 'ADA', '3', '0', [['other', 'ADA', '3']]],
])('an entry %s %s', (type, subtype, asset, amount, fee, wanted) => {
  const text = `{"ledger":{"L1":${row(type, subtype, asset, amount, fee)}},"count":1}`;
  const { ledger } = ledgersSchema.parse(parseExactJson(text));
  expect(flowsOf(ledger).map((flow) => [flow.kind, flow.asset, flow.amount])).toEqual(wanted);
});
