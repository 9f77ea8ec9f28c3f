import { describe, expect, it } from 'vitest';
import { DEFAULT_TARGET, NO_STRATEGY, canvasModel, edgeWidth } from '../../../renderer/views/routing/canvas-model.ts';
import { destinationOf } from '../../../renderer/views/routing/destination.ts';
import { draftWarnings } from '../../../renderer/views/routing/draft-warnings.ts';
import { EMPTY_DRAFT, changesOf, edit, merged } from '../../../renderer/views/routing/routing-draft.ts';
import type { AccountDocument } from '../../../shared/schema/account.ts';
import type { MappingChange, StrategyMaps } from '../../../shared/schema/mapping.ts';

const account = (name: string, over: Partial<AccountDocument> = {}): [string, AccountDocument] => [
  name,
  {
    name,
    exchange: 'firi',
    mode: 'real',
    testnet: false,
    market: 'spot',
    owner: 'me',
    description: '',
    api_url: null,
    leverage: null,
    margin_mode: null,
    origin: 'environment',
    has_credentials: true,
    error: null,
    ...over,
  },
];
const world = {
  default_exchange: 'binance' as const,
  accounts: new Map([
    account('main_binance', { exchange: 'binance' }),
    account('main_firi'),
    account('friend_1_firi', { owner: 'friend_1' }),
    account('friend_paper', { owner: 'friend_1', mode: 'paper' }),
    account('demo', { exchange: 'sim', mode: 'paper' }),
    account('trial', { exchange: 'binance', testnet: true }),
    account('broken', { error: { code: 'MISSING_CREDENTIALS', message: 'no key' } }),
  ]),
};
const applied: StrategyMaps = { accounts: { nordic: 'main_firi', grid: 'demo' }, exchanges: { pinned: 'firi' } };
const known = [
  { strategy_id: 'nordic', account_name: 'main_firi', exchange: null, signals_24h: 132 },
  { strategy_id: 'grid', account_name: 'demo', exchange: null, signals_24h: 218 },
];

function drafted(changes: MappingChange[]) {
  const draft = changes.reduce((d, c) => edit(d, applied, 1, c), EMPTY_DRAFT);
  const after = merged(applied, draft.present);
  const differences = changesOf(applied, draft.present);
  return {
    model: canvasModel({ known, applied, drafted: after, changes: differences, world }),
    warnings: draftWarnings(differences, applied, after, world),
  };
}
const to = (strategy_id: string, value: string | null): MappingChange => ({ map: 'account', strategy_id, value });

describe('the canvas', () => {
  it('draws every strategy of either map and every account, edges by the mode they end in', () => {
    const { model } = drafted([]);
    expect(model.strategies.map((card) => card.strategy_id)).toEqual(['grid', 'nordic', 'pinned']);
    expect(model.accounts.map((card) => card.account_name)).toEqual([...world.accounts.keys()]);
    expect(model.edges).toEqual([
      expect.objectContaining({
        kind: 'mapping',
        strategy_id: 'grid',
        target: 'demo',
        mode: 'paper',
        signals_24h: 218,
      }),
      expect.objectContaining({ kind: 'mapping', strategy_id: 'nordic', target: 'main_firi', mode: 'real' }),
      expect.objectContaining({ kind: 'default', strategy_id: 'pinned', target: DEFAULT_TARGET }),
      expect.objectContaining({ kind: 'default', strategy_id: NO_STRATEGY, target: DEFAULT_TARGET }),
    ]);
    expect(model.default_incoming).toHaveLength(2);
  });

  it('shows a pending change beside the edge that it replaces, and moves the signal counts', () => {
    const { model } = drafted([to('nordic', 'friend_1_firi')]);
    expect(model.edges.filter((edge) => edge.strategy_id === 'nordic').map((edge) => [edge.kind, edge.target])).toEqual(
      [
        ['ghost', 'main_firi'],
        ['pending', 'friend_1_firi'],
      ],
    );
    expect(model.strategies.find((card) => card.strategy_id === 'nordic')?.pending).toBe(true);
    const cards = new Map(model.accounts.map((card) => [card.account_name, card]));
    expect(cards.get('main_firi')).toMatchObject({ signals_before: 132, signals_after: 0, pending: false });
    expect(cards.get('friend_1_firi')).toMatchObject({ signals_before: 0, signals_after: 132, pending: true });
  });

  it('draws a removal as an edge to the default, and a new strategy without a ghost', () => {
    const removed = drafted([to('grid', null)]).model;
    expect(removed.edges.filter((edge) => edge.strategy_id === 'grid').map((edge) => [edge.kind, edge.target])).toEqual(
      [
        ['ghost', 'demo'],
        ['pending', DEFAULT_TARGET],
      ],
    );
    const added = drafted([to('fresh', 'demo')]).model;
    expect(added.edges.filter((edge) => edge.strategy_id === 'fresh').map((edge) => edge.kind)).toEqual(['pending']);
    expect(added.strategies.at(-1)).toMatchObject({ strategy_id: 'fresh', added: true, pending: true });
  });

  it('keeps a card for an account that a map names and nobody registered', () => {
    const lost: StrategyMaps = { accounts: { nordic: 'gone' }, exchanges: {} };
    const model = canvasModel({ known, applied: lost, drafted: lost, changes: [], world });
    expect(model.accounts.at(-1)).toMatchObject({ account_name: 'gone', account: null, signals_after: 132 });
    expect(destinationOf('nordic', lost, world).error?.code).toBe('ACCOUNT_NOT_FOUND');
  });

  it('widens edges with the volume, within bounds', () => {
    expect(edgeWidth(0)).toBe(1.5);
    expect(edgeWidth(100)).toBeGreaterThan(edgeWidth(10));
    expect(edgeWidth(1e9)).toBe(4.5);
  });
});

describe('warnings of a draft', () => {
  it.each([
    ['another owner, real', to('nordic', 'friend_1_firi'), 'friend_1 has agreed to run nordic'],
    ['another owner, paper', to('nordic', 'friend_paper'), 'friend_1 has agreed to run nordic'],
    ['own real account', to('grid', 'main_firi'), 'grid may trade real money on main_firi'],
    ['real account by default', to('grid', null), 'grid may trade real money on main_binance'],
  ])('asks for a tick: %s', (_name, change, text) => {
    expect(drafted([change]).warnings).toEqual([expect.objectContaining({ kind: 'money', acknowledgement: text })]);
  });

  it('asks when an exchange entry moves a strategy that follows the default', () => {
    const { warnings } = drafted([{ map: 'exchange', strategy_id: 'pinned', value: null }]);
    expect(warnings).toEqual([expect.objectContaining({ kind: 'money', account_name: 'main_binance' })]);
  });

  it.each([
    ['paper of one’s own', to('nordic', 'demo')],
    ['testnet of one’s own', to('nordic', 'trial')],
  ])('asks nothing for %s', (_name, change) => {
    expect(drafted([change]).warnings).toEqual([]);
  });

  it.each([
    ['ACCOUNT_EXCHANGE_MISMATCH', [to('pinned', 'main_binance')]],
    ['ACCOUNT_INVALID', [to('nordic', 'broken')]],
    ['NO_DEFAULT_ACCOUNT', [{ map: 'exchange', strategy_id: 'pinned', value: 'okx' } as const]],
  ])('says beforehand that signals would be refused: %s', (code, changes) => {
    expect(drafted(changes).warnings).toEqual([
      expect.objectContaining({ kind: 'refusal', error: expect.objectContaining({ code }) }),
    ]);
  });

  it('gives each account its own tick', () => {
    const one = drafted([to('nordic', 'friend_1_firi')]).warnings[0]?.key;
    const other = drafted([to('nordic', 'friend_paper')]).warnings[0]?.key;
    expect(one).not.toBe(other);
  });
});
