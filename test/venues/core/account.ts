import { Balances } from './balances.ts';
import { fixed } from './fixed.ts';
import type { Fixed } from './fixed.ts';
import { Positions } from './positions.ts';

export interface VenueAccountOptions {
  name: string;
  apiKey: string;
  apiSecret: string;
  /** OKX and KuCoin. */
  passphrase?: string;
  /** Firi only. */
  clientId?: string;
  /** Starting amounts by asset, all free. */
  balances?: Readonly<Record<string, string>>;
  /** Fees are taken from this asset while there is enough of it, at so much of the quote (Binance's BNB). Spot only. */
  feeAsset?: { asset: string; price: string };
  /** What the key may do. Default: read and trade, nothing else. */
  permissions?: { trade?: boolean; withdraw?: boolean; transfer?: boolean; ipRestrict?: boolean };
}

export interface VenueAccount {
  readonly name: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly passphrase: string | undefined;
  readonly clientId: string | undefined;
  readonly uid: number;
  readonly permissions: { trade: boolean; withdraw: boolean; transfer: boolean; ipRestrict: boolean };
  readonly feeAsset: { asset: string; price: Fixed } | null;
  readonly balances: Balances;
  readonly positions: Positions;
}

export function openAccount(options: VenueAccountOptions, uid: number, assets: Iterable<string>): VenueAccount {
  return {
    name: options.name,
    apiKey: options.apiKey,
    apiSecret: options.apiSecret,
    passphrase: options.passphrase,
    clientId: options.clientId,
    uid,
    permissions: { trade: true, withdraw: false, transfer: false, ipRestrict: false, ...options.permissions },
    feeAsset: options.feeAsset ? { asset: options.feeAsset.asset, price: fixed(options.feeAsset.price) } : null,
    balances: new Balances(options.balances ?? {}, assets),
    positions: new Positions(),
  };
}
