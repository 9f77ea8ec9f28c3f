import { expect, it } from 'vitest';
import { roomOf } from '../../../renderer/views/desk/room.ts';
import { gauge } from '../safety-documents.ts';

const names = (gauges: ReturnType<typeof gauge>[]): string[] => roomOf({ gauges }).map((each) => each.limit_name);

it('has the tightest first: reached, not known, then by what is used', () => {
  expect(
    names([
      gauge({ limit_name: 'max_exposure', percent: 10 }),
      gauge({ limit_name: 'max_leverage', percent: 90, state: 'warning' }),
      gauge({ limit_name: 'max_daily_loss', percent: null, used: null, room: null, state: 'unknown' }),
      gauge({ limit_name: 'max_orders_per_minute', percent: 100, room: '0', state: 'reached' }),
    ]),
  ).toEqual(['max_orders_per_minute', 'max_daily_loss', 'max_leverage', 'max_exposure']);
});

it('leaves out limits of single orders, whose gauges have the whole limit as room', () => {
  const whole = { used: '0', room: '1000', percent: 0 };
  expect(
    names([
      gauge({ limit_name: 'max_order_size', ...whole }),
      gauge({ limit_name: 'price_band_percent', ...whole, limit: '5', room: '5', unit: '%' }),
      gauge({ limit_name: 'max_order_size', used: null, room: null, percent: null, state: 'unknown' }),
      gauge({ limit_name: 'max_exposure', ...whole }),
    ]),
  ).toEqual(['max_exposure']);
  expect(roomOf(undefined)).toEqual([]);
});
