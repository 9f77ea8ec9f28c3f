import { describe, expect, it } from 'vitest';
import {
  FIRST_LAYOUT,
  NO_LAYOUTS,
  readLayouts,
  renamedLayout,
  withLayout,
  withoutLayout,
} from '../../../renderer/views/orders/blotter-layout.ts';
import { columnsOf, moved, sortOf } from '../../../renderer/views/orders/column-state.ts';

const OTHER = { ...FIRST_LAYOUT, tab: 'fills' as const };
const two = withLayout(withLayout(NO_LAYOUTS, 'one', FIRST_LAYOUT), ' two ', OTHER);

describe('saved layouts', () => {
  it('are kept by name, and replaced by it', () => {
    expect(two.saved.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(withLayout(two, 'one', OTHER).saved).toEqual([
      { name: 'one', layout: OTHER },
      { name: 'two', layout: OTHER },
    ]);
  });
  it('are renamed and deleted, and what the blotter starts with goes along', () => {
    const first = { ...two, startWith: 'two' };
    expect(renamedLayout(first, 'two', 'three')).toMatchObject({ startWith: 'three', saved: [{}, { name: 'three' }] });
    expect(renamedLayout(first, 'two', 'one')).toBe(first);
    expect(renamedLayout(first, 'two', ' ')).toBe(first);
    expect(withoutLayout(first, 'two')).toEqual({ saved: [{ name: 'one', layout: FIRST_LAYOUT }], startWith: null });
    expect(withoutLayout(first, 'one').startWith).toBe('two');
  });
  it('are read back as they were stored', () => {
    const stored = { ...two, startWith: 'one' };
    expect(readLayouts(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
  });
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no object', 'text'],
    ['no list', { saved: {} }],
    ['an unknown period', { saved: [{ name: 'x', layout: { ...FIRST_LAYOUT, period: { kind: 'eon' } } }] }],
    [
      'a column without a width',
      {
        saved: [
          { name: 'x', layout: { ...FIRST_LAYOUT, columns: { ...FIRST_LAYOUT.columns, open: [{ colId: 'a' }] } } },
        ],
      },
    ],
    ['no name', { saved: [{ name: ' ', layout: FIRST_LAYOUT }], startWith: ' ' }],
  ])('%s is dropped', (_, stored) => expect(readLayouts(stored)).toEqual(NO_LAYOUTS));
  it('one that is broken takes no other along', () => {
    const stored = { saved: [{ name: 'bad' }, two.saved[0], two.saved[0]], startWith: 'bad' };
    expect(readLayouts(stored)).toEqual({ saved: [two.saved[0]], startWith: null });
  });
});

describe('columns', () => {
  const columns = { columns: [{ colId: 'a' }, { colId: 'cancel', suppressMovable: true }], spare: [] };
  it('are kept without those that act on a row', () => {
    const state = [
      { colId: 'a', width: 80.4, hide: null, pinned: true, sort: 'desc' as const },
      { colId: 'cancel', width: 70, hide: true, pinned: 'right' as const },
    ];
    expect(columnsOf(state, columns)).toEqual([{ colId: 'a', width: 80, hide: false, pinned: 'left' }]);
    expect(sortOf(state)).toEqual({ colId: 'a', sort: 'desc' });
    expect(sortOf([{ colId: 'a', sort: null }])).toBeNull();
  });
  it('move one by one', () => {
    const list = ['a', 'b', 'c'].map((colId) => ({ colId, width: 1, hide: false, pinned: null }));
    expect(moved(list, 2, 1).map(({ colId }) => colId)).toEqual(['a', 'c', 'b']);
    expect(moved(list, 7, 0)).toEqual(list);
  });
});
