import type { Writable } from 'node:stream';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Engine } from '../engine/engine-interface.ts';
import { reportFault } from '../server/report-fault.ts';
import { qtErrorOf } from './client.ts';
import type { Client } from './client.ts';
import { EXIT, exitOfError } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { styleFor } from './output.ts';
import type { Style } from './output.ts';
import { reachEngine } from './reach-engine.ts';
import type { Reach } from './reach-engine.ts';

/** What a command found out: one document for programs, the same as text for people. */
export interface Answer {
  document: unknown;
  text: (style: Style) => string;
  exit?: ExitCode;
}

/** The outside of one run of `qt`. */
export interface CliHost {
  env: Record<string, string | undefined>;
  dataDir: string;
  stdin: NodeJS.ReadableStream & { isTTY?: boolean };
  stdout: Writable & { isTTY?: boolean };
  stderr: Writable & { isTTY?: boolean };
  /** Aborted when the operator wants the command to end. */
  stop: () => AbortSignal;
  nowMs: () => number;
  /** `attended`: see `EngineOptions`. */
  openEngine: (options: { logToStderr: boolean; attended?: boolean }) => Promise<Engine>;
  /** Folders of the built page and of the surface that confirms, for `serve`. */
  rendererDir: string;
  confirmDir: string;
}

/** What a command means to do, once its options were found good. */
export interface Plan {
  /** Default: `open`. */
  reach?: Reach;
  /** See `ReachOptions`. */
  patienceMs?: number;
  /** The answer to write; nothing when the command wrote its own lines. */
  run: (client: Client) => Promise<Answer | void>;
  /** The answer where `reach` is `attach` and no engine runs. May throw a `QtError` that explains it better. */
  withoutEngine?: () => Answer;
}

/** No engine could be reached or opened, for whatever reason: the same failure in a running engine is a refusal. */
class NoEngine extends Error {
  override readonly name = 'NoEngine';
}

/** For the promise of an engine. */
export function unopened(error: unknown): never {
  throw new NoEngine('no engine', { cause: error });
}

/** Runs commands against an engine and writes what they answer. */
export interface Runner {
  host: CliHost;
  style: Style;
  json: () => boolean;
  /** `plan` reads the options, and throws before any engine is looked for. */
  answer(plan: () => Plan): Promise<void>;
  write(answer: Answer): void;
  /** Reports a failure in the form that was asked for, and makes it the exit code. */
  fail(error: unknown): void;
  exitCode(): ExitCode;
}

export function createRunner(host: CliHost, json: () => boolean): Runner {
  let exitCode: ExitCode = EXIT.done;
  const style = styleFor(host.stdout, host.env);
  // One-shot commands keep the terminal to their answer; whoever asks for a level wants to see the log.
  const logToStderr = host.env['QT_LOG_LEVEL'] !== undefined;

  const carryOut = async (plan: Plan): Promise<Answer | void> => {
    const openEngine = (): Promise<Engine> => host.openEngine({ logToStderr });
    const at = { dataDir: host.dataDir, openEngine, patienceMs: plan.patienceMs };
    const reached = await reachEngine(plan.reach ?? 'open', at).catch(unopened);
    if (!reached) return plan.withoutEngine?.();
    try {
      return await plan.run(reached.client);
    } finally {
      await reached.close();
    }
  };

  const write = (answer: Answer): void => {
    exitCode = answer.exit ?? EXIT.done;
    host.stdout.write(`${json() ? JSON.stringify(answer.document) : answer.text(style)}\n`);
  };

  const fail = (thrown: unknown): void => {
    const error = thrown instanceof NoEngine ? thrown.cause : thrown;
    const failure = qtErrorOf(error);
    if (failure.code === 'INTERNAL' && !(error instanceof QtError)) reportFault(error);
    const expected = failure.code !== 'INTERNAL';
    exitCode = expected && thrown instanceof NoEngine ? EXIT.noEngine : exitOfError(failure.code);
    const document = { error: { code: failure.code, message: failure.message } };
    if (json()) host.stdout.write(`${JSON.stringify(document)}\n`);
    else host.stderr.write(`${styleFor(host.stderr, host.env).red('error')} ${failure.message} (${failure.code})\n`);
  };

  return {
    host,
    style,
    json,
    answer: async (plan) => {
      try {
        const answer = await carryOut(plan());
        if (answer) write(answer);
      } catch (error) {
        fail(error);
      }
    },
    write,
    fail,
    exitCode: () => exitCode,
  };
}
