import path from 'node:path';
import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { RestoreDocument } from '../../shared/schema/backup.ts';
import type { Runner } from './command-runner.ts';
import type { Style } from './output.ts';

/** No engine may run meanwhile: this process takes the engine's place itself. */
export function restoreCommand(program: Command, runner: Runner): void {
  program
    .command('restore <file>')
    .description('put a backup in the place of the journal, once it was verified; everything is stopped then')
    .option('--yes', 'yes, replace the journal')
    .action(async (file: string, flags: { yes?: boolean }) => {
      try {
        if (!flags.yes)
          throw new QtError('INVALID_INPUT', 'This replaces the journal. Say that you mean it with --yes.');
        // Imported late: no other command needs it.
        const { restoreJournal } = await import('../engine/store/restore.ts');
        const { systemClock: clock, systemIds: ids } = await import('../engine/seams.ts');
        const done = restoreJournal(runner.host.dataDir, path.resolve(file), { clock, ids });
        runner.write({ document: done, text: (style) => restoredText(done, style) });
      } catch (error) {
        runner.fail(error);
      }
    });
}

function restoredText({ restored, former }: RestoreDocument, style: Style): string {
  return [
    `${style.green('Restored')}: the journal of ${restored.at}, audit head ${restored.audit_head.seq}.`,
    ...(former === null ? [] : [`The former one is ${former}.`]),
    'Everything is stopped. What was fired since then is not in this journal: compare every account with its exchange',
    '(qt orders reconcile, qt orders list, qt positions list), and then let trading go on with "qt resume --yes".',
  ].join('\n');
}
