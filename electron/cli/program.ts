import { Command, CommanderError } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { VERSION } from '../engine/version.ts';
import { accountsCommand } from './accounts-command.ts';
import { approvalsCommand } from './approvals-command.ts';
import { armingCommands } from './arming-command.ts';
import { auditCommand } from './audit-command.ts';
import { backupCommand } from './backup-command.ts';
import { booksCommand } from './books-command.ts';
import { createRunner } from './command-runner.ts';
import type { CliHost } from './command-runner.ts';
import type { ExitCode } from './exit-code.ts';
import { failoverCommand } from './failover-command.ts';
import { flagsCommand } from './flags-command.ts';
import { groupsCommand } from './groups-command.ts';
import { historyCommand } from './history-command.ts';
import { killCommands } from './kill-command.ts';
import { limitsCommand } from './limits-command.ts';
import { logCommand } from './log-command.ts';
import { loginCommand } from './login-command.ts';
import { ordersCommand } from './orders-command.ts';
import { pnlCommand } from './pnl-command.ts';
import { positionsCommand } from './positions-command.ts';
import { restoreCommand } from './restore-command.ts';
import { serveCommand } from './serve-command.ts';
import { signalCommands } from './signal-command.ts';
import { statementCommand } from './statement-command.ts';
import { strategiesCommand } from './strategies-command.ts';
import { tradesCommand } from './trades-command.ts';

/** Runs one `qt` command line (without the program's own name) and gives its exit code. */
export async function runQt(args: readonly string[], host: CliHost): Promise<ExitCode> {
  // Asked of the raw arguments, because a command line that cannot be parsed still owes its one JSON document.
  const runner = createRunner(host, () => args.includes('--json'));
  const program = new Command('qt')
    .description('Quantum Trader Console: route, place and follow orders of many accounts')
    .version(VERSION)
    .option('--json', 'exactly one JSON document on stdout')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void host.stdout.write(text),
      writeErr: (text) => void host.stderr.write(text),
      // The message comes with the error itself, in the form that was asked for.
      outputError: () => {},
    })
    .exitOverride();

  accountsCommand(program, runner);
  strategiesCommand(program, runner);
  failoverCommand(program, runner);
  signalCommands(program, runner);
  ordersCommand(program, runner);
  positionsCommand(program, runner);
  tradesCommand(program, runner);
  pnlCommand(program, runner);
  booksCommand(program, runner);
  historyCommand(program, runner);
  statementCommand(program, runner);
  groupsCommand(program, runner);
  limitsCommand(program, runner);
  flagsCommand(program, runner);
  approvalsCommand(program, runner);
  armingCommands(program, runner);
  killCommands(program, runner);
  auditCommand(program, runner);
  backupCommand(program, runner);
  restoreCommand(program, runner);
  logCommand(program, runner);
  loginCommand(program, runner);
  serveCommand(program, runner);

  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Help and version come this way too, with exit code 0.
    if (error.exitCode !== 0) runner.fail(new QtError('INVALID_INPUT', usageMessage(error)));
  }
  return runner.exitCode();
}

function usageMessage(error: CommanderError): string {
  if (error.code === 'commander.help') return 'A command is missing; see "qt --help".';
  return error.message.replace(/^error: /, '');
}
