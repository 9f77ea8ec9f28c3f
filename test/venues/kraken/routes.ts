import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import { show } from '../core/fixed.ts';
import { ASSETS } from './markets.ts';
import { ledgerRoutes } from './ledgers.ts';
import { orderRoutes } from './order-routes.ts';
import type { Tokens } from './stream.ts';

export interface PrivateRoute {
  name: string;
  dangerous?: boolean;
  handle: (params: URLSearchParams, account: VenueAccount) => object;
}

/** By the name below `/0/private/`. */
export function privateRoutes(exchange: Exchange, tokens: Tokens): Readonly<Record<string, PrivateRoute>> {
  return {
    ...orderRoutes(exchange),
    ...ledgerRoutes(exchange),
    BalanceEx: { name: 'balances', handle: (_, account) => balances(account) },
    GetApiKeyInfo: { name: 'key', handle: (_, account) => keyInfo(account, exchange.now()) },
    GetWebSocketsToken: {
      name: 'stream.token',
      handle: (_, account) => ({ token: tokens.issue(account), expires: 900 }),
    },
    Withdraw: { name: 'withdraw', dangerous: true, handle: () => ({ refid: 'FTQcuak-V6Za8qrWnhzTx67yYHz8Tg' }) },
  };
}

function balances(account: VenueAccount): object {
  return Object.fromEntries(
    account.balances
      .entries()
      .map(({ asset, free, locked }) => [
        ASSETS[asset]?.id ?? asset,
        { balance: show(free + locked, 10), hold_trade: show(locked, 10) },
      ]),
  );
}

function keyInfo({ apiKey, permissions }: VenueAccount, now: number): object {
  const seconds = String(Math.floor(now / 1_000));
  return {
    apiKeyName: 'console',
    apiKey,
    nonce: '0',
    nonceWindow: 0,
    permissions: [
      'query-funds',
      'query-open-trades',
      'query-closed-trades',
      'query-ledger',
      ...(permissions.trade ? ['modify-trades', 'close-trades'] : []),
      ...(permissions.withdraw ? ['withdraw-funds'] : []),
      'create-ws-token',
    ],
    iban: '',
    validUntil: '0',
    queryFrom: '0',
    queryTo: '0',
    createdTime: seconds,
    modifiedTime: seconds,
    ipAllowlist: permissions.ipRestrict ? ['127.0.0.1'] : [],
    lastUsed: seconds,
  };
}
