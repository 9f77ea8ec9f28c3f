import { describe, expect, it } from 'vitest';
import { columnRoom } from '../../../renderer/views/orders/column-room.ts';

const columns = ['account_name', 'status', 'price', 'average', 'type', 'strategy_id', 'id'].map((id) => ({
  id,
  width: 100,
}));

const SPARE = ['price', 'average', 'strategy_id', 'type', 'id'];

describe('the columns of the orders', () => {
  it('are all there where they have room', () => {
    expect(columnRoom(columns, SPARE, 700).hidden).toEqual([]);
  });
  it('go by their weight where they have not, and what is fixed stays', () => {
    expect(columnRoom(columns, SPARE, 699)).toEqual({
      shown: ['price', 'average', 'strategy_id', 'type'],
      hidden: ['id'],
    });
    expect(columnRoom(columns, SPARE, 450).shown).toEqual(['price', 'average']);
    expect(columnRoom(columns, SPARE, 100).shown).toEqual([]);
  });
});
