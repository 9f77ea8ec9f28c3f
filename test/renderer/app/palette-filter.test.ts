import { expect, it } from 'vitest';
import { KILL_GROUP, filterActions } from '../../../renderer/app/palette-filter.ts';

const GROUPS = [
  { group: 'Accounts', actions: [{ id: 'account main_firi', label: 'main_firi' }] },
  { group: 'Do', actions: [{ id: 'do disarm', label: 'Disarm real trading' }] },
  {
    group: KILL_GROUP,
    actions: [
      { id: 'kill everything', label: 'Kill everything', keywords: ['stop'] },
      { id: 'kill account main_firi', label: 'Kill account main_firi' },
    ],
  },
];
const found = (query: string): string[] =>
  filterActions(query, GROUPS).flatMap((entry) => ('actions' in entry ? entry.actions.map(({ id }) => id) : []));

it('shows kills to whoever asks for them, and does not bury the rest under them', () => {
  expect(found('')).toEqual(['account main_firi', 'do disarm']);
  expect(found('>')).toEqual(['do disarm']);
  expect(found('> kill')).toEqual(['kill everything', 'kill account main_firi']);
  expect(found('>kill firi')).toEqual(['kill account main_firi']);
  expect(found('stop')).toEqual(['kill everything']);
});

it('offers accounts before what would kill them', () => {
  expect(found('main_firi')).toEqual(['account main_firi', 'kill account main_firi']);
  expect(found('@main_firi')).toEqual(['account main_firi']);
});
