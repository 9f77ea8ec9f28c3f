import { describe, expect, it } from 'vitest';
import { changesOf, failoverLines } from '../../../renderer/views/routing/failover/failover-model.ts';
import type { AccountDocument } from '../../../shared/schema/account.ts';
import { status } from '../documents.ts';

const account = (name: string, over: Partial<AccountDocument>): AccountDocument => status({ name, ...over }).account;

const ACCOUNTS: AccountDocument[] = [
  account('main_binance', { exchange: 'binance', mode: 'real' }),
  account('main_okx', { exchange: 'okx', mode: 'real' }),
  account('main_kraken', { exchange: 'kraken', mode: 'paper' }),
  account('alice', { exchange: 'okx', mode: 'real', owner: 'alice' }),
  account('mine', { exchange: 'binance', mode: 'real' }),
  account('broken', { exchange: 'okx', mode: 'real', error: { code: 'INVALID_MODE', message: 'x' } }),
];

describe('the lines of the failover form', () => {
  it('offer only whom the engine would take: same owner, mode and network, and sound', () => {
    const lines = failoverLines({ chains: {}, stand_ins: {} }, ACCOUNTS);
    expect(lines.map(({ key, options }) => [key, options])).toEqual([
      ['chain binance', ['okx']],
      ['chain okx', ['binance']],
      ['stand_ins main_binance', ['main_okx', 'mine']],
      ['stand_ins main_okx', ['main_binance', 'mine']],
      ['stand_ins mine', ['main_binance', 'main_okx']],
    ]);
  });

  it('keep showing what is listed, also where nobody of it fits any more', () => {
    const lines = failoverLines({ chains: { binance: ['bybit'] }, stand_ins: { alice: ['gone'] } }, ACCOUNTS);
    expect(lines.find((line) => line.key === 'chain binance')).toMatchObject({
      to: ['bybit'],
      options: ['bybit', 'okx'],
    });
    expect(lines.find((line) => line.key === 'stand_ins alice')).toMatchObject({ to: ['gone'], options: ['gone'] });
  });

  it('become changes only where something changed, order included', () => {
    const policy = { chains: { binance: ['okx' as const] }, stand_ins: { mine: ['main_okx', 'main_binance'] } };
    const lines = failoverLines(policy, ACCOUNTS);
    const edited = new Map([
      ['chain binance', ['okx']],
      ['stand_ins mine', ['main_binance', 'main_okx']],
      ['chain okx', []],
    ]);
    expect(changesOf(lines, edited)).toEqual([
      { kind: 'stand_ins', account_name: 'mine', to: ['main_binance', 'main_okx'] },
    ]);
    expect(changesOf(lines, new Map([['chain binance', []]]))).toEqual([
      { kind: 'chain', exchange: 'binance', to: [] },
    ]);
  });
});
