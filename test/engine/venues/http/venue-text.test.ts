import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../../electron/engine/accounts/secret.ts';
import { parseExactJson } from '../../../../electron/engine/venues/http/exact-json.ts';
import { createVenueText } from '../../../../electron/engine/venues/http/venue-text.ts';

const venueText = (text: string, secret = 'no-such-secret'): string =>
  createVenueText({ apiKey: new Secret(secret), apiSecret: null, passphrase: null, clientId: null })(text);

describe('words of a venue', () => {
  it('are kept', () => {
    expect(venueText('Filter failure: LOT_SIZE')).toBe('Filter failure: LOT_SIZE');
  });

  it('are cut, and lose what cannot be printed', () => {
    expect(venueText(`a\u0000\u001b[31m\n${'xy '.repeat(500)}`)).toHaveLength(161);
    expect(venueText('a\u0007\nb')).toBe('a b');
  });

  it('lose signatures and keys also where they are not ours', () => {
    expect(venueText(`GET /order?signature=abc&apiKey=xyz ${'0f'.repeat(32)}`)).toBe(
      'GET /order?signature=[secret]&apiKey=[secret] [hex]',
    );
  });

  it('lose every credential of ours, in any form that a request writes it in', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 60 }), fc.string(), (value, around) => {
        fc.pre(value.trim().length >= 6 && !around.includes(value) && !'[secret] [hex] signature='.includes(value));
        const forms = [value, encodeURIComponent(value), Buffer.from(value).toString('base64')];
        for (const form of forms) expect(venueText(`${around}<${form}>`, value)).not.toContain(form);
      }),
    );
  });
});

describe('exact JSON', () => {
  it('keeps every digit, and leaves strings alone', () => {
    expect(
      parseExactJson('{"id":12345678901234567890,"p":0.100,"s":"a,1,2 \\"3\\" \\\\","n":-1e-7,"b":true,"x":null}'),
    ).toEqual({
      id: '12345678901234567890',
      p: '0.100',
      s: 'a,1,2 "3" \\',
      n: '-1e-7',
      b: true,
      x: null,
    });
  });

  it.each(['', '<html></html>', '{"a":', '{"a":1', 'undefined'])('is undefined for %j', (text) => {
    expect(parseExactJson(text)).toBeUndefined();
  });

  it('reads what JSON reads, with numbers as text', () => {
    const asText = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value), (_, each: unknown) => (typeof each === 'number' ? JSON.stringify(each) : each));
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseExactJson(JSON.stringify(value))).toEqual(asText(value));
      }),
    );
  });
});
