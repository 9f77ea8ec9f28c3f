import { expect, it } from 'vitest';
import { openSimEngine, signal } from './sim-engine.ts';

it('the life of a paper order claims neither an exchange nor a network', async () => {
  const { engine } = await openSimEngine();
  const filled = await engine.signals.fire(signal({}), 'cli');
  const resting = await engine.signals.fire(signal({ type: 'limit', price: '1000' }), 'cli');
  const lives = [filled, resting].map(({ orders }) => engine.orders.get(orders[0]?.id ?? '').transitions);
  for (const life of lives) expect(life.length).toBeGreaterThanOrEqual(3);
  const words = lives.flat().map(({ detail }) => detail);
  expect(words).toContain('handed to the simulator');
  expect(words).toContain('confirmed by the simulator');
  expect(words.filter((word) => /exchange|network/.test(word))).toEqual([]);
});
