import { describe, expect, it } from 'vitest';
import { laneOf, refusalOf } from '../../../../electron/engine/venues/http/request-guard.ts';
import { KRAKEN_ROUTES } from '../../../../electron/engine/venues/kraken/routes.ts';

const guard = { bases: ['https://api.kraken.com'], access: KRAKEN_ROUTES };
const request = (name: string, method = 'POST') => ({
  url: `https://api.kraken.com/0/private/${name}`,
  method,
  headers: {},
  body: 'nonce=1',
});

describe('what a signing client of Kraken can reach', () => {
  it.each([
    ['AddOrder', 'order'],
    ['AmendOrder', 'order'],
    ['CancelOrder', 'cancel'],
    ['OpenOrders', 'read'],
    ['ClosedOrders', 'read'],
    ['QueryOrders', 'read'],
    ['QueryTrades', 'read'],
    ['TradesHistory', 'read'],
    ['Ledgers', 'read'],
    ['BalanceEx', 'read'],
    ['GetApiKeyInfo', 'read'],
    ['GetWebSocketsToken', 'read'],
  ])('%s, as %s', (name, lane) => {
    expect(refusalOf(guard, request(name))).toBeNull();
    expect(laneOf(guard, request(name)).lane).toBe(lane);
    expect(refusalOf(guard, request(name, 'GET'))).not.toBeNull();
  });

  it.each([
    'Withdraw',
    'WithdrawInfo',
    'WalletTransfer',
    'AccountTransfer',
    'CancelAll',
    'CancelAllOrdersAfter',
    'CancelOrderBatch',
    'AddOrderBatch',
    'EditOrder',
    'Earn/Allocate',
    'AddOrder/x',
    'DepositAddresses',
  ])('not %s', (name) => expect(refusalOf(guard, request(name))).toMatchObject({ code: 'INTERNAL' }));
});
