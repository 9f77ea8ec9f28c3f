import { expect, it } from 'vitest';
import { killCommand } from '../../../renderer/state/kill-command.ts';

it('gives the same kill for a terminal', () => {
  expect(killCommand({ scope: { kind: 'global' } })).toBe('qt kill --yes');
  expect(killCommand({ scope: { kind: 'account', name: 'main_firi' }, cancel: true })).toBe(
    'qt kill --account main_firi --cancel --yes',
  );
  expect(killCommand({ scope: { kind: 'strategy', name: 'a/b:1' } })).toBe('qt kill --strategy a/b:1 --yes');
  expect(killCommand({ scope: { kind: 'global' }, cancel: true, flatten: true })).toBe(
    'qt kill --cancel --flatten --yes',
  );
});

it('quotes owners, who are free text', () => {
  expect(killCommand({ scope: { kind: 'owner', name: "Ada O'Neill; rm -rf" } })).toBe(
    String.raw`qt kill --owner 'Ada O'\''Neill; rm -rf' --yes`,
  );
});
