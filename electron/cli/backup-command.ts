import type { Command } from 'commander';
import type { BackupDocument } from '../../shared/schema/backup.ts';
import type { Runner } from './command-runner.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';

const MB = 1_024 * 1_024;

export function backupCommand(program: Command, runner: Runner): void {
  const backup = program.command('backup').description('copies of the journal');
  backup
    .command('make')
    .description('copy the journal now, while all goes on, and verify the copy')
    .action(() =>
      runner.answer(() => ({
        run: async (client) => {
          const made = await client.safekeeping.backUp.mutate();
          return { document: made, text: (style) => `${style.green('Backed up')}: ${made.file}` };
        },
      })),
    );
  backup
    .command('list')
    .description('what there is, newest first')
    .action(() =>
      runner.answer(() => ({
        run: async (client) => {
          const backups = await client.safekeeping.backups.query();
          return { document: { backups }, text: (style) => backupsText(backups, style) };
        },
      })),
    );
}

const CAUSE: Readonly<Record<BackupDocument['cause'], string>> = {
  schedule: 'daily',
  migration: 'before a new version',
  asked: 'asked for',
  restore: 'replaced by a restore',
};

function backupsText(backups: readonly BackupDocument[], style: Style): string {
  return table(
    backups,
    [
      { title: 'made', cell: ({ at }) => at },
      { title: 'why', cell: ({ cause }) => CAUSE[cause] },
      { title: 'MB', align: 'right', cell: ({ bytes }) => (bytes / MB).toFixed(1) },
      { title: 'schema', align: 'right', cell: ({ schema }) => String(schema) },
      { title: 'audit', align: 'right', cell: ({ audit_head: head }) => String(head.seq) },
      { title: 'file', cell: ({ file }) => file },
    ],
    style,
    'No backups yet.',
  );
}
