import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Runner } from './command-runner.ts';

export function loginCommand(program: Command, runner: Runner): void {
  program
    .command('login')
    .description('a fresh link that opens the console of a running "qt serve" in a browser')
    .action(() =>
      runner.answer(() => ({
        reach: 'attach',
        run: async (client) => {
          const { login_url } = await client.system.login.mutate();
          return {
            document: { login_url },
            text: (style) => `${style.bold(login_url)}\n${style.dim('opens once, within ten minutes')}`,
          };
        },
        withoutEngine: () => {
          throw new QtError('NO_ENGINE', 'The console is not served as a web page. Start "qt serve".');
        },
      })),
    );
}
