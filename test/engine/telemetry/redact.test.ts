import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../electron/engine/telemetry/redact.ts';

/** Keys as exchanges make them, and passphrases as people make them. A secret inside the word "[secret]" cannot be hidden. */
const secrets = fc
  .oneof(
    fc.string({ minLength: 4, maxLength: 40, unit: 'grapheme' }),
    fc.base64String({ minLength: 8, maxLength: 88 }),
    fc.string({ minLength: 4, maxLength: 20, unit: fc.constantFrom(...'aB3 "\\/+=&%,;{}\n$^*.?'.split('')) }),
  )
  .filter((secret) => !'[secret]'.includes(secret) && secret.trim().length >= 4);

const FORMS: [string, (secret: string) => string][] = [
  ['raw', (secret) => secret],
  ['in a URL', (secret) => encodeURIComponent(secret)],
  [
    'in a URL with small hex digits',
    (secret) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase()),
  ],
  ['as a form field', (secret) => new URLSearchParams({ x: secret }).toString().slice(2)],
  ['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
  ['in JSON with escaped slashes', (secret) => JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/')],
  ['in base64', (secret) => Buffer.from(secret).toString('base64')],
  ['in base64url', (secret) => Buffer.from(secret).toString('base64url')],
];

describe('redactor', () => {
  it('knows a key whose case was folded, and leaves short words alone', () => {
    const redact = createRedactor(['aB3dE6gH9jK2mN5p', 'Test']);
    expect(redact('account ab3de6gh9jk2mn5p, AB3DE6GH9JK2MN5P/USDT')).toBe('account [secret], [secret]/USDT');
    expect(redact('Test or test')).toBe('[secret] or test');
  });

  it.each(FORMS)('lets no planted secret through: %s', (_name, form) => {
    fc.assert(
      fc.property(
        secrets,
        fc.array(secrets, { maxLength: 3 }),
        fc.string(),
        fc.string(),
        (secret, others, before, after) => {
          const planted = form(secret);
          const redact = createRedactor([...others, secret]);
          const shown = redact(`${before}|${planted}|${after}`);
          // The text around it may hold the same characters by chance.
          fc.pre(!`${before}|${after}`.includes(planted) && !'|[secret]|'.includes(planted));
          expect(shown).not.toContain(planted);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leaves nothing of a secret behind a name that ends in its middle', () => {
    const redact = createRedactor(['my pass, phrase & more']);
    expect(redact('passphrase=my pass, phrase & more; next')).toBe('passphrase=[secret]; next');
    expect(redact('{"passphrase":"my pass, phrase & more"}')).not.toMatch(/phrase & more/);
  });

  it('takes the longer of two secrets where one begins like the other', () => {
    const redact = createRedactor(['abcd', 'abcdefgh']);
    expect(redact('x abcdefgh abcd')).toBe('x [secret] [secret]');
  });

  it.each([
    ['GET https://x.test/api/v3/order?symbol=BTCUSDT&timestamp=1&signature=c8db56825ae71d6d', 'c8db56825ae71d6d'],
    ['{"apiKey":"vmPUZE6mv9SD5V","other":1}', 'vmPUZE6mv9SD5V'],
    ['X-MBX-APIKEY: vmPUZE6mv9SD5V', 'vmPUZE6mv9SD5V'],
    ['KC-API-SIGN: q0/Jz+8=', 'q0/Jz+8='],
    ["api_secret = 's3cr3tvalue'", 's3cr3tvalue'],
    ['miraiex-user-signature: 0a1b2c3d4e', '0a1b2c3d4e'],
  ])('hides what looks signed though nobody told it: %s', (text, hidden) => {
    const shown = createRedactor([])(text);
    expect(shown).not.toContain(hidden);
    expect(shown).toContain('[secret]');
  });

  it('leaves other text alone, and does not take three letters for a secret', () => {
    const text = 'Order ord_1 of main_binance: needs 500.5 USDT, 12 available (a+b)*c';
    expect(createRedactor(['abc', '', 'a long secret'])(text)).toBe(text);
  });
});
