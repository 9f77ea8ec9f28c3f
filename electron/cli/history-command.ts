import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { ImportDocument } from '../../shared/schema/history.ts';
import type { Client } from './client.ts';
import type { Answer, Runner } from './command-runner.ts';
import { EXIT, exitOfError } from './exit-code.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { modeWord, orDash } from './words.ts';

const ASK_MS = 500;
const named = (account: string): string => account.trim().toLowerCase();

export function historyCommand(program: Command, runner: Runner): void {
  const history = program.command('history').description("trades, deposits and withdrawals of an account's past");

  history
    .command('list')
    .description('how far the import of each account is')
    .action(() =>
      runner.answer(() => ({
        run: async (client) => {
          const imports = await client.history.list.query();
          return { document: { imports }, text: (style) => listText(imports, style) };
        },
      })),
    );

  history
    .command('import')
    .argument('<account>', 'account name')
    .description('ask its exchange for the past, or go on where that was left')
    .option('--wait', 'until it is done; without it a running console or "qt serve" goes on with it')
    .action((account: string, { wait }: { wait?: boolean }) =>
      runner.answer(() => ({
        reach: wait ? 'host' : 'attach',
        withoutEngine: () => {
          throw new QtError('NO_ENGINE', 'No engine runs that would go on with it. Say --wait, or start the console.');
        },
        run: async (client) => {
          const started = await client.history.start.mutate({ account_name: named(account) });
          return importAnswer(wait ? await followed(client, started, runner) : started);
        },
      })),
    );

  history
    .command('pause')
    .argument('<account>', 'account name')
    .description('stop asking; what was told is kept, and "qt history import" goes on from there')
    .action((account: string) =>
      runner.answer(() => ({
        run: async (client) => importAnswer(await client.history.pause.mutate({ account_name: named(account) })),
      })),
    );
}

/** Progress goes to stderr, a line whenever something changed. */
async function followed(client: Client, started: ImportDocument, { host }: Runner): Promise<ImportDocument> {
  const stop = host.stop();
  let now = started;
  let last = '';
  for (;;) {
    const line = progress(now);
    if (line !== last) host.stderr.write(`${line}\n`);
    last = line;
    if (now.state !== 'running' || stop.aborted) return now;
    await pause(ASK_MS, undefined, { signal: stop }).catch(() => {});
    now = (await client.history.list.query()).find(({ account_name: name }) => name === now.account_name) ?? now;
  }
}

function progress({ parts_done: done, parts, current, trades, flows }: ImportDocument): string {
  return `${done} of ${parts} parts, ${trades} trades, ${flows} other movements${current === null ? '' : `; now ${current}`}`;
}

function importAnswer(found: ImportDocument): Answer {
  const { error } = found;
  const exit = found.state === 'failed' && error ? exitOfError(error.code) : EXIT.done;
  return { document: found, text: (style) => importText(found, style), exit };
}

function importText(found: ImportDocument, style: Style): string {
  return [
    `${style.bold(found.account_name)}  ${modeWord(found, style)}  ${stateWord(found, style)}`,
    progress(found),
    ...(found.error ? [style.red(`${found.error.message} (${found.error.code})`)] : []),
    ...found.limits.map((limit) => style.dim(limit)),
  ].join('\n');
}

function listText(imports: readonly ImportDocument[], style: Style): string {
  const lines = table(
    imports,
    [
      { title: 'ACCOUNT', cell: (row) => style.bold(row.account_name) },
      { title: 'MODE', cell: (row) => modeWord(row, style) },
      { title: 'STATE', cell: (row) => stateWord(row, style) },
      {
        title: 'PARTS',
        align: 'right',
        cell: ({ parts, parts_done: done }) => (parts === 0 ? orDash(null) : `${done}/${parts}`),
      },
      { title: 'TRADES', align: 'right', cell: ({ trades }) => String(trades) },
      { title: 'OTHER', align: 'right', cell: ({ flows }) => String(flows) },
      { title: 'BACK TO', cell: ({ oldest_at: oldest }) => orDash(oldest?.slice(0, 10)) },
    ],
    style,
    'No accounts are registered.',
  );
  const failed = imports.flatMap(({ account_name: name, error }) =>
    error ? [style.red(`${name}: ${error.message} (${error.code})`)] : [],
  );
  return [lines, ...failed].join('\n');
}

function stateWord({ state }: ImportDocument, style: Style): string {
  if (state === 'failed') return style.red(state);
  if (state === 'running') return style.cyan(state);
  return state === 'done' ? style.green(state) : state;
}
