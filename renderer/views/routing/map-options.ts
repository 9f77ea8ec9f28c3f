import { EXCHANGES } from '../../../shared/schema/exchange.ts';
import type { MappingChange } from '../../../shared/schema/mapping.ts';
import { modeKind } from '../../widgets/mode.ts';
import { SELF } from '../parts/self.ts';
import type { RoutingWorld } from './destination.ts';

export interface MapOption {
  value: string;
  /** An option of a list is text alone, so mode and owner are said in words. */
  label: string;
}

/** What a strategy can be mapped to. */
export function mapOptions(map: MappingChange['map'], world: RoutingWorld): MapOption[] {
  if (map === 'exchange') return EXCHANGES.map((exchange) => ({ value: exchange, label: exchange }));
  return [...world.accounts.values()].map((account) => {
    const mode = modeKind(account.mode, account.testnet).toUpperCase();
    const owner = account.owner === SELF ? '' : `, ${account.owner}`;
    const broken = account.error ? ', broken' : '';
    return { value: account.name, label: `${account.name} (${mode}${owner}${broken})` };
  });
}
