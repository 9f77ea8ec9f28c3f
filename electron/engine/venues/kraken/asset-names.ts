/** Assets whose name at Kraken differs from the one that its markets go by here; the same table as ccxt's. */
const NAMES: Readonly<Record<string, string>> = {
  XBT: 'BTC',
  XDG: 'DOGE',
  BCHSV: 'BSV',
  LUNA: 'LUNC',
  LUNA2: 'LUNA',
  REP: 'REPV1',
  REPV2: 'REP',
  UST: 'USTC',
  FEE: 'KFEE',
  XXBT: 'BTC',
  XETH: 'ETH',
  XETC: 'ETC',
  XLTC: 'LTC',
  XMLN: 'MLN',
  XREP: 'REP',
  XXDG: 'DOGE',
  XXLM: 'XLM',
  XXMR: 'XMR',
  XXRP: 'XRP',
  XZEC: 'ZEC',
  ZAUD: 'AUD',
  ZCAD: 'CAD',
  ZEUR: 'EUR',
  ZGBP: 'GBP',
  ZJPY: 'JPY',
  ZUSD: 'USD',
};

/**
 * The asset as the console writes it. Staked, bonded and earning balances (`XBT.F`, `DOT.S`) keep Kraken's name: they are
 * assets of their own, and whether they can be spent is not told.
 */
export function assetName(asset: string): string {
  return NAMES[asset] ?? asset;
}
