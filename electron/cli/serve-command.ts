import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { openConsoleFiles } from '../server/console-files.ts';
import { openControlDoor } from '../server/control-door.ts';
import { openHttpServer } from '../server/http-server.ts';
import type { HttpServer } from '../server/http-server.ts';
import { reportFault } from '../server/report-fault.ts';
import { unopened } from './command-runner.ts';
import type { CliHost, Runner } from './command-runner.ts';

export function serveCommand(program: Command, runner: Runner): void {
  program
    .command('serve')
    .description('the engine without a window: signal intake, metrics and the console as a web page, on loopback only')
    .option('--port <port>', 'exactly this port; otherwise 8787, or any that is free')
    .action(async (options: { port?: string }) => {
      try {
        const port = options.port === undefined ? null : parsePort(options.port);
        await serve(runner, port);
      } catch (error) {
        runner.fail(error);
      }
    });
}

async function serve(runner: Runner, port: number | null): Promise<void> {
  const { host } = runner;
  const stop = host.stop();
  // A person at a terminal reads the log in the console; anything else collects it from here.
  const isPerson = host.stderr.isTTY === true && !runner.json() && host.env['QT_LOG_LEVEL'] === undefined;
  const engine = await host.openEngine({ logToStderr: !isPerson, attended: true }).catch(unopened);
  const closers = [() => engine.close()];
  try {
    const server = await openServer(engine, host, port);
    closers.unshift(() => server.close());
    const door = await openControlDoor(engine, host.dataDir, { mintLoginUrl: server.mintLoginUrl });
    closers.unshift(() => door.close());
    announce(runner, server, stop);
    if (!stop.aborted) await once(stop, 'abort');
  } finally {
    for (const close of closers) await close();
  }
}

async function openServer(engine: Engine, host: CliHost, port: number | null): Promise<HttpServer> {
  let url = '';
  // The engine knows nothing of HTTP; this door adds its own address to what the engine tells of itself.
  const served: Engine = {
    ...engine,
    system: () => ({ ...engine.system(), signal_intake: { url: `${url}/signals` } }),
  };
  const files = existsSync(host.rendererDir) ? openConsoleFiles(host.rendererDir) : null;
  const confirmFiles = existsSync(host.confirmDir) ? openConsoleFiles(host.confirmDir) : null;
  const { dataDir } = host;
  const server = await openHttpServer({ engine: served, dataDir, files, confirmFiles, port, onFault: reportFault });
  url = server.url;
  return server;
}

function announce(runner: Runner, server: HttpServer, stop: AbortSignal): void {
  const { host } = runner;
  runner.write({
    document: { url: server.url, token_file: server.tokenFile, login_url: server.mintLoginUrl() },
    text: (style) =>
      [
        `Console   ${style.bold(server.mintLoginUrl())}`,
        style.dim('          opens once, within ten minutes; press Enter, or run "qt login", for another link'),
        `Address   ${server.url}`,
        `Token     ${server.tokenFile}`,
        style.dim('Ctrl C ends it.'),
      ].join('\n'),
  });
  if (runner.json() || !host.stdin.isTTY) return;
  const onLine = (): void => void host.stdout.write(`Console   ${server.mintLoginUrl()}\n`);
  host.stdin.on('data', onLine);
  stop.addEventListener('abort', () => {
    host.stdin.off('data', onLine);
    host.stdin.pause();
  });
}

function parsePort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : -1;
  if (port < 0 || port > 65_535) throw new QtError('INVALID_INPUT', `"${text}" is not a port.`);
  return port;
}
