import type { FireDocument } from '../../../shared/schema/order.ts';

export interface FiringWords {
  text: string;
  tone: 'good' | 'bad' | 'warn';
}

/** What became of a signal to a group, in a few words; what is not certain goes before what failed. */
export function firingWords({ legs = [] }: Pick<FireDocument, 'legs'>): FiringWords {
  const count = (state: string): number => legs.filter((leg) => leg.state === state).length;
  const placed = count('placed');
  const unknown = count('unknown');
  const awaited = count('awaited');
  const text = placed === 0 ? 'none placed' : `${placed} of ${legs.length} placed`;
  if (unknown > 0) return { text: `${unknown} unknown, ${text}`, tone: 'warn' };
  if (awaited > 0) return { text: `${awaited} awaited, ${text}`, tone: 'warn' };
  return { text, tone: placed === legs.length && placed > 0 ? 'good' : 'bad' };
}
