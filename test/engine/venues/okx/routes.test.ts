import { describe, expect, it } from 'vitest';
import { refusalOf } from '../../../../electron/engine/venues/http/request-guard.ts';
import type { Route } from '../../../../electron/engine/venues/http/request-guard.ts';
import { OKX_ROUTES, OKX_SWAP_ROUTES } from '../../../../electron/engine/venues/okx/routes.ts';

const BASE = 'https://www.okx.com';
const refused = (access: readonly Route[], method: string, path: string): boolean =>
  refusalOf({ bases: [BASE], access }, { url: `${BASE}${path}`, method, headers: {} }) !== null;

describe('a signing client of OKX', () => {
  it.each([
    ['POST', '/api/v5/asset/withdrawal'],
    ['POST', '/api/v5/asset/transfer'],
    ['POST', '/api/v5/asset/convert/trade'],
    ['POST', '/api/v5/trade/batch-orders'],
    ['POST', '/api/v5/trade/cancel-batch-orders'],
    ['POST', '/api/v5/trade/amend-batch-orders'],
    ['POST', '/api/v5/trade/mass-cancel'],
    ['POST', '/api/v5/trade/cancel-all-after'],
    ['POST', '/api/v5/trade/close-position'],
    ['POST', '/api/v5/trade/order-algo'],
    ['POST', '/api/v5/trade/order/x'],
    ['POST', '/api/v5/account/set-position-mode'],
    ['POST', '/api/v5/users/subaccount/create-subaccount'],
    ['GET', '/api/v5/asset/balances'],
    ['DELETE', '/api/v5/trade/order'],
    ['POST', '/api/v4/trade/order'],
  ])('never reaches %s %s', (method, path) => {
    expect(refused(OKX_ROUTES, method, path)).toBe(true);
    expect(refused(OKX_SWAP_ROUTES, method, path)).toBe(true);
  });

  it('sets leverage for swaps only', () => {
    expect(refused(OKX_ROUTES, 'POST', '/api/v5/account/set-leverage')).toBe(true);
    expect(refused(OKX_SWAP_ROUTES, 'POST', '/api/v5/account/set-leverage')).toBe(false);
    expect(refused(OKX_ROUTES, 'POST', '/api/v5/trade/order')).toBe(false);
  });
});
