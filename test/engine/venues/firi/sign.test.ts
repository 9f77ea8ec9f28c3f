import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/engine/accounts/secret.ts';
import { signRequest } from '../../../../electron/engine/venues/firi/sign.ts';

const hmac = {
  apiKey: new Secret('the-key'),
  apiSecret: new Secret('test-secret'),
  passphrase: null,
  clientId: new Secret('the-client'),
};
const AT_MS = 1_700_000_000_999;

describe('a signed request to Firi', () => {
  it('is signed over timestamp and validity, which are also in the query', () => {
    expect(signRequest(hmac, AT_MS, undefined)).toEqual({
      headers: {
        'firi-user-clientid': 'the-client',
        'firi-user-signature': 'd9a9f7d3b906f99b97cf12a24b5972ad1b024bb449f640f78911fdecee771ee6',
      },
      query: { timestamp: '1700000000', validity: '2000' },
      body: undefined,
    });
  });

  it('with an order, is signed over the very body that is sent', () => {
    const order = { market: 'BTCNOK', type: 'bid', price: '1000.00', amount: '0.001' };
    const { headers, body } = signRequest(hmac, AT_MS, order);
    expect(body).toBe(
      '{"timestamp":"1700000000","validity":"2000","market":"BTCNOK","type":"bid","price":"1000.00","amount":"0.001"}',
    );
    expect(headers['firi-user-signature']).toBe('6d7433e0cd03a680b377bdccb5e803c688039dde86af95fd7c3624807dd164da');
  });

  it.each([
    { ...hmac, clientId: null },
    { ...hmac, apiSecret: null },
  ])('with the access key alone, carries that and no signature', (credentials) => {
    expect(signRequest(credentials, AT_MS, { market: 'BTCNOK' })).toEqual({
      headers: { 'firi-access-key': 'the-key' },
      query: {},
      body: '{"market":"BTCNOK"}',
    });
  });
});
