import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIELDS, groupVariables } from '../../../electron/engine/accounts/env-fields.ts';

describe('account variables', () => {
  it('finds the account in names with underscores', () => {
    const { accounts, stray } = groupVariables({
      QT_ACCOUNT_FRIEND_1_BYBIT_EXCHANGE: 'bybit',
      QT_ACCOUNT_FRIEND_1_BYBIT_API_KEY: 'k',
      QT_ACCOUNT_FRIEND_EXCHANGE: 'okx',
      QT_ACCOUNT_FRIEND_API_URL: 'u',
      PATH: '/bin',
      QT_DATA_DIR: '/tmp',
    });
    expect(stray).toEqual([]);
    expect(accounts).toEqual([
      {
        name: 'friend_1_bybit',
        variables: { EXCHANGE: 'QT_ACCOUNT_FRIEND_1_BYBIT_EXCHANGE', API_KEY: 'QT_ACCOUNT_FRIEND_1_BYBIT_API_KEY' },
        spellings: ['FRIEND_1_BYBIT'],
        unknown: [],
      },
      {
        name: 'friend',
        variables: { EXCHANGE: 'QT_ACCOUNT_FRIEND_EXCHANGE', API_URL: 'QT_ACCOUNT_FRIEND_API_URL' },
        spellings: ['FRIEND'],
        unknown: [],
      },
    ]);
  });

  it('lets a name end in a word that is a field, too', () => {
    const { accounts } = groupVariables({ QT_ACCOUNT_A_TESTNET_EXCHANGE: 'okx', QT_ACCOUNT_A_API_KEY_MODE: 'paper' });
    expect(accounts.map(({ name }) => name).sort()).toEqual(['a_api_key', 'a_testnet']);
  });

  it('gives back any name and field that were written', () => {
    const part = fc.stringMatching(/^[A-Z0-9_]{0,10}[A-Z0-9]$/);
    fc.assert(
      fc.property(part, fc.constantFrom(...FIELDS), (name, field) => {
        const variable = `QT_ACCOUNT_${name}_${field}`;
        const { accounts, stray } = groupVariables({ [variable]: 'x' });
        expect(stray).toEqual([]);
        expect(accounts).toEqual([
          { name: name.toLowerCase(), variables: { [field]: variable }, spellings: [name], unknown: [] },
        ]);
      }),
    );
  });

  it('takes an empty or blank variable for absent', () => {
    expect(groupVariables({ QT_ACCOUNT_A_EXCHANGE: '', QT_ACCOUNT_A_MODE: '  ', QT_ACCOUNT_A_TESNET: '' })).toEqual({
      accounts: [],
      stray: [],
    });
  });

  it('takes any case, and notes every spelling of a name', () => {
    const [alice] = groupVariables({ QT_ACCOUNT_alice_EXCHANGE: 'okx', QT_ACCOUNT_alice_MODE: 'paper' }).accounts;
    expect(alice).toMatchObject({ name: 'alice', spellings: ['alice'] });
    const [both] = groupVariables({ QT_ACCOUNT_Alice_EXCHANGE: 'okx', QT_ACCOUNT_ALICE_API_KEY: 'k' }).accounts;
    expect(both?.spellings).toHaveLength(2);
    const [field] = groupVariables({ QT_ACCOUNT_A_EXCHANGE: 'okx', QT_ACCOUNT_A_exchange: 'bybit' }).accounts;
    expect(field?.spellings).toHaveLength(2);
  });

  it('gives a misspelt variable to the longest account name before it', () => {
    const { accounts, stray } = groupVariables({
      QT_ACCOUNT_A_EXCHANGE: 'okx',
      QT_ACCOUNT_A_B_EXCHANGE: 'bybit',
      QT_ACCOUNT_A_B_TESNET: 'true',
      QT_ACCOUNT_A_TESNET: 'true',
      QT_ACCOUNT_AB_TESNET: 'true',
    });
    const unknown = Object.fromEntries(accounts.map((account) => [account.name, account.unknown]));
    expect(unknown).toEqual({ a: ['QT_ACCOUNT_A_TESNET'], a_b: ['QT_ACCOUNT_A_B_TESNET'] });
    expect(stray).toEqual(['QT_ACCOUNT_AB_TESNET']);
  });

  it('gives a misspelt variable to an account known from elsewhere', () => {
    const { accounts } = groupVariables({ QT_ACCOUNT_MAIN_OKX_TESNET: 'true' }, ['main_okx']);
    expect(accounts).toMatchObject([{ name: 'main_okx', unknown: ['QT_ACCOUNT_MAIN_OKX_TESNET'], variables: {} }]);
  });

  it('knows variables that name no account', () => {
    const env = { QT_ACCOUNT_EXCHANGE: 'okx', QT_ACCOUNT__EXCHANGE: 'okx', QT_ACCOUNT_: 'x' };
    expect(groupVariables(env).stray.sort()).toEqual(Object.keys(env).sort());
  });
});
