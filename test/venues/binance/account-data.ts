import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import { eight } from './shapes.ts';

export function accountInfo(exchange: Exchange, account: VenueAccount): object {
  const rate = eight(exchange.feeRate);
  const basisPoints = Number(show(exchange.feeRate * 10_000n));
  return {
    makerCommission: basisPoints,
    takerCommission: basisPoints,
    buyerCommission: 0,
    sellerCommission: 0,
    commissionRates: { maker: rate, taker: rate, buyer: eight(0n), seller: eight(0n) },
    canTrade: true,
    canWithdraw: true,
    canDeposit: true,
    brokered: false,
    requireSelfTradePrevention: false,
    preventSor: false,
    updateTime: exchange.now(),
    accountType: 'SPOT',
    balances: account.balances
      .entries()
      .map(({ asset, free, locked }) => ({ asset, free: eight(free), locked: eight(locked) })),
    permissions: ['SPOT'],
    uid: account.uid,
  };
}

/** What the key may do. Not to be confused with `canWithdraw` of the account. */
export function apiRestrictions({ permissions }: VenueAccount, now: number): object {
  return {
    ipRestrict: permissions.ipRestrict,
    createTime: now - 30 * 86_400_000,
    enableReading: true,
    enableWithdrawals: permissions.withdraw,
    enableInternalTransfer: permissions.transfer,
    enableMargin: false,
    enableFutures: false,
    permitsUniversalTransfer: permissions.transfer,
    enableVanillaOptions: false,
    enableFixApiTrade: false,
    enableFixReadOnly: false,
    enableSpotAndMarginTrading: permissions.trade,
    enablePortfolioMarginTrading: false,
  };
}

export function coinInfo(account: VenueAccount): object[] {
  return account.balances.entries().map(({ asset, free, locked }) => ({
    coin: asset,
    name: asset,
    free: eight(free),
    locked: eight(locked),
    freeze: '0',
    withdrawing: '0',
    ipoing: '0',
    ipoable: '0',
    storage: '0',
    isLegalMoney: false,
    trading: true,
    depositAllEnable: true,
    withdrawAllEnable: true,
    networkList: [],
  }));
}

export function tradeFees(exchange: Exchange, symbol: string | undefined): object[] {
  const rate = show(exchange.feeRate);
  return [...exchange.markets.keys()]
    .filter((id) => symbol === undefined || id === symbol)
    .map((id) => ({ symbol: id, makerCommission: rate, takerCommission: rate }));
}
