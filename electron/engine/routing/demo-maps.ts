import type { MappingChange } from '../../../shared/schema/mapping.ts';

/** What the demo workspace starts with, so that the canvas and the ticket have something to show. */
export const DEMO_CHANGES: MappingChange[] = [
  { map: 'account', strategy_id: 'demo_scalper', value: 'main_sim' },
  { map: 'account', strategy_id: 'demo_swing', value: 'swing_sim' },
  { map: 'account', strategy_id: 'demo_friend', value: 'friend_1_sim' },
  { map: 'exchange', strategy_id: 'demo_scalper', value: 'sim' },
];
