import { expect, it } from 'vitest';
import { bytesWords } from '../../../renderer/views/settings/bytes-words.ts';

it('tells sizes of files in few digits', () => {
  expect([0, 999, 1_000, 12_400_000, 123_400_000, 5e15].map(bytesWords)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '12.4 MB',
    '123 MB',
    '5000 TB',
  ]);
});
