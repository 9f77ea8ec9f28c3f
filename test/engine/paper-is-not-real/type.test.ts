import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { tempDir } from '../../support/temp-dir.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const file = (name: string): string => JSON.stringify(path.join(ROOT, 'electron/engine', name));

/** Whatever takes an account to sign with, and a way to hand it a paper account. Each line is compiled on its own merits. */
const HEAD = `
import type { AccountConfig, Credentials, PaperAccount, RealAccount } from ${file('accounts/account-config.ts')};
import { openRealVenue } from ${file('venues/open-venue.ts')};
import { openExchangeVenue } from ${file('venues/exchange/exchange-venue.ts')};
import { openSigningClient } from ${file('venues/exchange/signing-client.ts')};
import { openFiriVenue } from ${file('venues/firi/firi-venue.ts')};
import { openFiriClient } from ${file('venues/firi/firi-client.ts')};
declare const paper: PaperAccount;
declare const real: RealAccount;
declare const either: AccountConfig;
declare const keys: Credentials;
declare const rest: never;
`;
const REFUSED = [
  'openRealVenue(paper, rest, rest);',
  'openExchangeVenue(paper, rest, rest, rest);',
  'openSigningClient(paper, rest, rest);',
  'openFiriVenue(paper, rest, rest);',
  'openFiriClient(paper, rest);',
  'openRealVenue(either, rest, rest);',
  'openRealVenue({ ...paper, credentials: keys }, rest, rest);',
  'openRealVenue({ ...paper, mode: "real" }, rest, rest);',
  'openRealVenue({ ...real, mode: "paper" }, rest, rest);',
  'const smuggled: PaperAccount = { ...paper, credentials: keys }; void smuggled;',
  'const relabelled: RealAccount = paper; void relabelled;',
  'if (either.mode === "paper") openRealVenue(either, rest, rest);',
  'if (either.mode !== "real") openSigningClient(either, rest, rest);',
  'void paper.credentials;',
];
const TAKEN = [
  'openRealVenue(real, rest, rest);',
  'if (either.mode === "real") openRealVenue(either, rest, rest);',
  'openSigningClient(real, rest, rest);',
];

it('the compiler takes no paper account where something is signed, however it is dressed up', async () => {
  const dir = tempDir();
  const attempts = [...TAKEN, ...REFUSED];
  writeFileSync(path.join(dir, 'attempts.ts'), `${HEAD.trim()}\n${attempts.join('\n')}\n`);
  const options = { types: ['node'], typeRoots: [path.join(ROOT, 'node_modules/@types')], lib: ['ES2023', 'DOM'] };
  writeFileSync(
    path.join(dir, 'tsconfig.json'),
    JSON.stringify({
      extends: path.join(ROOT, 'tsconfig.base.json'),
      compilerOptions: { ...options, composite: false, emitDeclarationOnly: false, declaration: false, noEmit: true },
      files: ['attempts.ts'],
    }),
  );
  const told = await tsc(dir);
  const first = HEAD.trim().split('\n').length + 1;
  const faulty = attempts.filter((_, i) => new RegExp(`attempts\\.ts\\(${first + i},`).test(told));
  expect(faulty, told).toEqual(REFUSED);
  // Nothing in the head is wrong, which would make every line fail.
  expect(told.match(/attempts\.ts\(\d+,/g), told).toHaveLength(REFUSED.length);
});

function tsc(dir: string): Promise<string> {
  const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, '-p', dir, '--pretty', 'false'], (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}
