import { expect, it } from 'vitest';
import { resting } from './amend-world.ts';

it('a fill that is told of after the confirmation, while the replacement is checked: it is not placed too large', async () => {
  const { desk, venue, id } = await resting();
  desk.venue.onPrepare = () => {
    // A trade that was on its way at the exchange: the order is over, and more of it was filled than its end said.
    const former = venue.only();
    former.filled = '0.004';
    desk.tracker.book(id, { ...venue.word(former), status: 'canceled' }, 'stream', 'told by the exchange');
    return null;
  };
  await expect(desk.amend(id, { price: '51000' })).rejects.toMatchObject({ code: 'REVISION_CONFLICT' });
  expect(desk.venue.placed).toHaveLength(1);
  expect(desk.order(id)).toMatchObject({ status: 'canceled', filled: '0.004', replaced_by: null });
  expect(desk.amends.underWay()).toEqual([]);
  expect(desk.evidence(id).at(-1)).toContain('its replacement was not placed (REVISION_CONFLICT)');
});
