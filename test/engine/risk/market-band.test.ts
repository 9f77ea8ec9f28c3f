import { expect, it } from 'vitest';
import { readMarketBand } from '../../../electron/engine/risk/market-band.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';

it.each([
  [undefined, '0.005'],
  ['', '0.005'],
  ['1', '0.01'],
  [' 0.25 ', '0.0025'],
  ['10', '0.1'],
])('%j is a band of %s', (text, band) => {
  const problems: ErrorDocument[] = [];
  expect([readMarketBand(text, problems), problems]).toEqual([band, []]);
});

it.each(['0', '10.01', '-1', '1e1', '1,5', 'NaN', '5%', '0.0000001'])(
  '%j is reported, and the careful default is used',
  (text) => {
    const problems: ErrorDocument[] = [];
    expect(readMarketBand(text, problems)).toBe('0.005');
    expect(problems).toMatchObject([{ code: 'INVALID_INPUT' }]);
  },
);
