import { expect, it } from 'vitest';
import { createKeyedQueue } from '../../../electron/engine/orders/keyed-queue.ts';
import { deferred } from './order-world.ts';

it('runs one piece of work at a time per key, in order, and keys side by side', async () => {
  const queue = createKeyedQueue();
  const began: string[] = [];
  const gates = { a1: deferred<void>(), b1: deferred<void>() };
  const a1 = queue.run('a', () => (began.push('a1'), gates.a1.promise));
  const a2 = queue.run('a', async () => void began.push('a2'));
  const b1 = queue.run('b', () => (began.push('b1'), gates.b1.promise));
  await new Promise(setImmediate);
  expect(began).toEqual(['a1', 'b1']);
  gates.b1.resolve();
  await b1;
  expect(began).toEqual(['a1', 'b1']);
  gates.a1.resolve();
  await Promise.all([a1, a2]);
  expect(began).toEqual(['a1', 'b1', 'a2']);
});

it('gives each caller its own result, and goes on after a failure', async () => {
  const queue = createKeyedQueue();
  const results = await Promise.allSettled([
    queue.run('a', async () => 1),
    queue.run('a', async () => {
      throw new Error('no');
    }),
    queue.run('a', () => {
      throw new Error('thrown at once');
    }),
    queue.run('a', async () => 4),
  ]);
  expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual([
    1,
    'Error: no',
    'Error: thrown at once',
    4,
  ]);
});

it('takes what somebody waits for before all else that waits, in its own order', async () => {
  const queue = createKeyedQueue();
  const began: string[] = [];
  const gate = deferred<void>();
  const piece = (name: string) => async () => void began.push(name);
  const first = queue.run('a', () => (began.push('first'), gate.promise));
  const rest = [
    queue.run('a', piece('usual 1')),
    queue.runSoon('a', piece('urgent 1')),
    queue.run('a', piece('usual 2')),
    queue.runSoon('a', piece('urgent 2')),
  ];
  gate.resolve();
  await Promise.all([first, ...rest]);
  expect(began).toEqual(['first', 'urgent 1', 'urgent 2', 'usual 1', 'usual 2']);
});
