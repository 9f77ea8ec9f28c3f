import { describe, expect, it } from 'vitest';
import type { Instrument } from '../../../../shared/schema/market.ts';
import { assetName } from '../../../../electron/engine/venues/kraken/asset-names.ts';
import { instrumentOfPair, pairNames } from '../../../../electron/engine/venues/kraken/pair-names.ts';

/** Ids and short names as AssetPairs gives them. */
const PAIRS: [id: string, altname: string][] = [
  ['XXBTZUSD', 'XBTUSD'],
  ['XETHXXBT', 'ETHXBT'],
  ['XETHZEUR', 'ETHEUR'],
  ['ZEURZUSD', 'EURUSD'],
  ['USDTZUSD', 'USDTUSD'],
  ['XBTUSDT', 'XBTUSDT'],
  ['ADAUSD', 'ADAUSD'],
  ['ADAXBT', 'ADAXBT'],
  ['XTZUSD', 'XTZUSD'],
  ['ZRXUSD', 'ZRXUSD'],
  ['XDGUSD', 'XDGUSD'],
  ['XZECZUSD', 'ZECUSD'],
  ['1INCHEUR', '1INCHEUR'],
  ['USDCUSD', 'USDCUSD'],
  ['SOLUSD', 'SOLUSD'],
  // Names that end or begin with the letters of the old ones, and those that they would be without them.
  ['APEUSD', 'APEUSD'],
  ['APEXUSD', 'APEXUSD'],
  ['AVAXUSD', 'AVAXUSD'],
  ['AVAUSD', 'AVAUSD'],
  ['ZEUSEUR', 'ZEUSEUR'],
  ['EUSEUR', 'EUSEUR'],
  ['AI16ZUSD', 'AI16ZUSD'],
];

const listed = (id: string): Instrument | null =>
  PAIRS.some(([each]) => each === id) ? ({ venue_symbol: id } as Instrument) : null;
const desk = { bySymbolOfVenue: (id: string) => Promise.resolve(listed(id)) };

describe('the two names of a pair', () => {
  it.each(PAIRS)('%s is also %s, and back', async (id, altname) => {
    expect(pairNames({ venue_symbol: id })).toContain(altname);
    expect((await instrumentOfPair(altname, desk))?.venue_symbol).toBe(id);
    expect((await instrumentOfPair(id, desk))?.venue_symbol).toBe(id);
  });

  it('no two pairs share a name', () => {
    for (const [id] of PAIRS) {
      for (const [other, altname] of PAIRS) {
        if (other === id) continue;
        expect(pairNames({ venue_symbol: id })).not.toContain(other);
        expect(pairNames({ venue_symbol: id })).not.toContain(altname);
      }
    }
  });

  it('a pair that is not traded here has none', async () => {
    expect(await instrumentOfPair('XMRUSD', desk)).toBeNull();
    expect(await instrumentOfPair('', desk)).toBeNull();
  });
});

describe('the name of an asset', () => {
  it.each([
    ['XXBT', 'BTC'],
    ['XBT', 'BTC'],
    ['ZUSD', 'USD'],
    ['XDG', 'DOGE'],
    ['ADA', 'ADA'],
    // Earning, and not the same thing as the asset.
    ['XBT.F', 'XBT.F'],
    ['USD.HOLD', 'USD.HOLD'],
  ])('%s is %s', (asset, name) => expect(assetName(asset)).toBe(name));
});
