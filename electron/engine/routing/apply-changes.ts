import type { MappingChange, StrategyMaps } from '../../../shared/schema/mapping.ts';

/** The maps with `changes` made, the later ones winning; the given maps stay as they are. */
export function applyChanges(maps: StrategyMaps, changes: readonly MappingChange[]): StrategyMaps {
  const accounts = new Map(Object.entries(maps.accounts));
  const exchanges = new Map(Object.entries(maps.exchanges));
  for (const change of changes) {
    if (change.value === null) (change.map === 'account' ? accounts : exchanges).delete(change.strategy_id);
    else if (change.map === 'account') accounts.set(change.strategy_id, change.value);
    else exchanges.set(change.strategy_id, change.value);
  }
  // fromEntries defines own properties, so that a strategy called __proto__ stays a strategy.
  return { accounts: Object.fromEntries(accounts), exchanges: Object.fromEntries(exchanges) };
}
