import { NO_STRATEGY } from '../../../shared/schema/flags.ts';
import type { FlagName, Flags } from '../../../shared/schema/flags.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import { windowWords } from './edit/hours-form.ts';

/** One flag in a few words. */
export interface FlagWords {
  name: FlagName;
  text: string;
  /** `off`: nothing passes. `narrow`: less passes. `ask`: a person is asked. */
  tone: 'off' | 'narrow' | 'ask';
  /** In full. */
  title: string;
}

export const FLAG_LABELS: Record<FlagName, string> = {
  enabled: 'Trading',
  exchanges: 'Exchanges',
  strategies: 'Strategies',
  symbols: 'Symbols',
  markets: 'Markets',
  long_only: 'Long only',
  max_size: 'Largest order, in base units',
  trading_hours: 'Trading hours',
  valid_from: 'Not before',
  valid_until: 'Not after',
  approval: 'Approval',
};
export const FLAG_NAMES = Object.keys(FLAG_LABELS) as FlagName[];

/** Items of a list that a chip names. */
const NAMED = 3;

/** Every flag that is set, in a fixed order. */
export function flagWords(flags: Flags): FlagWords[] {
  return FLAG_NAMES.flatMap((name) => {
    const full = flagValueWords(name, flags);
    if (full === null) return [];
    return [
      { name, text: shortText(name, flags) ?? full, tone: toneOf(name, flags), title: `${FLAG_LABELS[name]}: ${full}` },
    ];
  });
}

/** What a flag says; null where it is not set. An `enabled` that is true says nothing: it is the same as none. */
export function flagValueWords(name: FlagName, flags: Flags): string | null {
  switch (name) {
    case 'enabled':
      return flags.enabled === false ? 'switched off' : null;
    case 'long_only':
      return flags.long_only === true ? 'long only' : null;
    case 'exchanges':
    case 'strategies':
    case 'symbols':
    case 'markets':
      return listWords(name, flags[name]);
    case 'max_size':
      return flags.max_size === undefined ? null : `order up to ${formatDecimal(flags.max_size)}`;
    case 'trading_hours':
      return flags.trading_hours === undefined
        ? null
        : `${flags.trading_hours.windows.map(windowWords).join('; ')}, ${flags.trading_hours.time_zone}`;
    case 'valid_from':
      return flags.valid_from === undefined ? null : `from ${momentWords(flags.valid_from)}`;
    case 'valid_until':
      return flags.valid_until === undefined ? null : `until ${momentWords(flags.valid_until)}`;
    case 'approval':
      return flags.approval === undefined ? null : `waits for your yes, ${flags.approval.valid_minutes} min`;
  }
}

function listWords(name: 'exchanges' | 'strategies' | 'symbols' | 'markets', list: readonly string[] | undefined) {
  if (list === undefined) return null;
  return list.length === 0 ? `no ${SINGULAR[name]}` : `only ${list.map(itemWords).join(', ')}`;
}

const SINGULAR = { exchanges: 'exchange', strategies: 'strategy', symbols: 'symbol', markets: 'market' } as const;

export const itemWords = (item: string): string => (item === NO_STRATEGY ? 'no strategy' : item);

function shortText(name: FlagName, flags: Flags): string | null {
  if (name === 'trading_hours' && flags.trading_hours) {
    const { windows, time_zone: zone } = flags.trading_hours;
    const [first] = windows;
    const more = windows.length > 1 ? `, +${windows.length - 1}` : '';
    return first ? `${windowWords(first)}${more}, ${zone}` : null;
  }
  if (name !== 'exchanges' && name !== 'strategies' && name !== 'symbols' && name !== 'markets') return null;
  const list = flags[name] ?? [];
  if (list.length <= NAMED) return null;
  return `only ${list.slice(0, NAMED).map(itemWords).join(', ')}, +${list.length - NAMED}`;
}

function toneOf(name: FlagName, flags: Flags): FlagWords['tone'] {
  if (name === 'approval') return 'ask';
  if (name === 'enabled') return 'off';
  const list = flags[name];
  return Array.isArray(list) && list.length === 0 ? 'off' : 'narrow';
}

const momentWords = (at: string): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
