import { openStorage } from '../../../electron/engine/store/open-storage.ts';

/* Makes as many commits as the second argument says in the data directory of the first one, and waits to be killed. */
const [, , dir, commits] = process.argv;
const { journal } = openStorage(dir as string);
for (let i = 0; i < Number(commits); i += 1) {
  journal.transaction(() => journal.run('INSERT INTO paper_balances VALUES (?, ?, ?, ?)', 'a', `A${i}`, '1', '0'));
}
process.stdout.write('done\n');
setInterval(() => {}, 60_000);
