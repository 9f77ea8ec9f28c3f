import { describe, expect, it } from 'vitest';
import { KILL_KEYS_MS, createKillKeys } from '../../../renderer/state/kill-keys.ts';

const press = (timeStamp: number, over: Partial<KeyboardEvent> = {}) => ({
  code: 'KeyK',
  key: 'K',
  ctrlKey: true,
  metaKey: false,
  shiftKey: true,
  altKey: false,
  repeat: false,
  timeStamp,
  ...over,
});

describe('the keys of the kill switch', () => {
  it('kill at the second press within two seconds', () => {
    const keys = createKillKeys();
    expect(keys(press(0))).toBe('first');
    expect(keys(press(KILL_KEYS_MS))).toBe('kill');
  });

  it('begin anew when the second press comes too late', () => {
    const keys = createKillKeys();
    expect([keys(press(0)), keys(press(KILL_KEYS_MS + 1)), keys(press(KILL_KEYS_MS + 2))]).toEqual([
      'first',
      'first',
      'kill',
    ]);
  });

  it('take what is pressed right after a kill for its tail, and begin anew after that', () => {
    const keys = createKillKeys();
    const later = 10 + KILL_KEYS_MS + 1;
    expect([0, 10, 20, 30, later, later + 1].map((at) => keys(press(at)))).toEqual([
      'first',
      'kill',
      'ignored',
      'ignored',
      'first',
      'kill',
    ]);
  });

  it('do not count a key that is held', () => {
    const keys = createKillKeys();
    keys(press(0));
    expect(keys(press(500, { repeat: true }))).toBe('ignored');
    expect(keys(press(900))).toBe('kill');
  });

  it('go by the place of the key as well as by its letter', () => {
    expect(createKillKeys()(press(0, { key: 'Л' }))).toBe('first');
    expect(createKillKeys()(press(0, { code: 'KeyT' }))).toBe('first');
    expect(createKillKeys()(press(0, { ctrlKey: false, metaKey: true }))).toBe('first');
  });

  it.each([
    ['without Shift', { shiftKey: false }],
    ['without Ctrl', { ctrlKey: false }],
    ['with Alt', { altKey: true }],
    ['of another letter', { code: 'KeyL', key: 'L' }],
  ])('leave presses %s alone', (_which, over) => {
    const keys = createKillKeys();
    keys(press(0));
    expect(keys(press(10, over))).toBe('other');
    expect(keys(press(20))).toBe('kill');
  });
});
