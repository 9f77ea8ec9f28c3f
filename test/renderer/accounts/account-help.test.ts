import { describe, expect, it } from 'vitest';
import { EXCHANGE_TRAITS } from '../../../electron/engine/accounts/exchange-traits.ts';
import { EXCHANGE_FACTS, envLines, envText } from '../../../renderer/views/accounts/env-example.ts';
import { repairHint } from '../../../renderer/views/accounts/repair-hint.ts';
import type { AccountDocument } from '../../../shared/schema/account.ts';
import type { ErrorCode } from '../../../shared/schema/error-code.ts';
import { EXCHANGES } from '../../../shared/schema/exchange.ts';

const broken = (code: ErrorCode, over: Partial<AccountDocument> = {}): AccountDocument => ({
  name: 'friend_1_firi',
  exchange: 'firi',
  mode: 'real',
  testnet: false,
  market: 'spot',
  owner: 'friend_1',
  description: '',
  api_url: null,
  leverage: null,
  margin_mode: null,
  origin: 'environment',
  has_credentials: false,
  error: { code, message: 'm' },
  ...over,
});

describe('the variables of a new account', () => {
  it.each(EXCHANGES)('%s: as the engine demands them', (exchange) => {
    const { credentials, together, real, testnet } = EXCHANGE_TRAITS[exchange];
    expect(EXCHANGE_FACTS[exchange]).toMatchObject({ credentials: [...credentials, ...together], real, testnet });
  });

  it('are complete, and leave the secrets empty', () => {
    const lines = envLines({ name: 'friend_1', exchange: 'okx', mode: 'real', testnet: true });
    expect(envText(lines)).toBe(
      [
        'QT_ACCOUNT_FRIEND_1_EXCHANGE=okx',
        'QT_ACCOUNT_FRIEND_1_MODE=real',
        'QT_ACCOUNT_FRIEND_1_TESTNET=true',
        'QT_ACCOUNT_FRIEND_1_API_KEY=',
        'QT_ACCOUNT_FRIEND_1_API_SECRET=',
        'QT_ACCOUNT_FRIEND_1_PASSPHRASE=',
        '',
      ].join('\n'),
    );
  });

  it('ask a paper account for no key, and an exchange for nothing that it lacks', () => {
    const paper = envLines({ name: 'a', exchange: 'okx', mode: 'paper', testnet: false });
    expect(paper.map((line) => line.value)).toEqual(['okx', 'paper']);
    const kraken = envLines({ name: 'a', exchange: 'kraken', mode: 'real', testnet: true });
    expect(kraken.some((line) => line.name.endsWith('TESTNET'))).toBe(false);
    expect(envLines({ name: 'a', exchange: 'sim', mode: 'real', testnet: false }).at(-1)?.value).toBe('paper');
  });
});

describe('how to repair a broken account', () => {
  it.each([
    ['UNKNOWN_EXCHANGE', ['QT_ACCOUNT_FRIEND_1_FIRI_EXCHANGE']],
    ['INVALID_BOOLEAN', ['QT_ACCOUNT_FRIEND_1_FIRI_TESTNET']],
    ['INVALID_API_URL', ['QT_ACCOUNT_FRIEND_1_FIRI_API_URL']],
    ['MISSING_CREDENTIALS', ['API_KEY', 'API_SECRET', 'CLIENT_ID'].map((field) => `QT_ACCOUNT_FRIEND_1_FIRI_${field}`)],
  ] as [ErrorCode, string[]][])('%s names the variables at fault', (code, variables) => {
    expect(repairHint(broken(code))?.variables).toEqual(variables);
  });

  it('names the older variables for an account that came from them', () => {
    const legacy = broken('MISSING_CREDENTIALS', { origin: 'legacy', name: 'main_firi' });
    expect(repairHint(legacy)?.variables).toEqual(['FIRI_API_KEY', 'FIRI_SECRET_KEY', 'FIRI_CLIENT_ID']);
    const okx = broken('MISSING_CREDENTIALS', { origin: 'legacy', name: 'main_okx', exchange: 'okx' });
    expect(repairHint(okx)?.variables).toEqual(['OKX_API_KEY', 'OKX_API_SECRET', 'OKX_PASSPHRASE']);
  });

  it('says nothing where nothing in the configuration is wrong', () => {
    expect(repairHint(broken('VENUE_AUTH'))).toBeNull();
    expect(repairHint({ ...broken('VENUE_AUTH'), error: null })).toBeNull();
  });
});
