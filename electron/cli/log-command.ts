import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { LOG_LEVELS } from '../../shared/schema/log-record.ts';
import type { LogLevel, LogPage } from '../../shared/schema/log-record.ts';
import type { Client } from './client.ts';
import type { Runner } from './command-runner.ts';
import { parseSince } from './duration.ts';
import { parseLimit } from './limit-option.ts';
import type { Style } from './output.ts';
import { clockTime } from './words.ts';

const FOLLOW_PAUSE_MS = 500;

type NumberedRecord = LogPage['records'][number];

interface LogOptions {
  account?: string;
  strategy?: string;
  source?: string;
  level?: string;
  since?: string;
  limit: string;
  follow?: boolean;
}

export function logCommand(program: Command, runner: Runner): void {
  const { host, style } = runner;
  program
    .command('log')
    .description(
      'the routing log, oldest first; with --follow --json it is one JSON record a line, for as long as it runs',
    )
    .option('--account <name>', 'only this account')
    .option('--strategy <id>', 'only this strategy')
    .option('--source <source>', 'only this source of the decision')
    .option('--level <level>', `this level and above: ${LOG_LEVELS.join(', ')}`)
    .option('--since <time>', 'from a time on: 1h, 30m, or ISO 8601')
    .option('--limit <n>', 'the newest so many, up to 1000', '200')
    .option('--follow', 'then go on as records arrive, until Ctrl C')
    .action((options: LogOptions) =>
      runner.answer(() => {
        const query = queryOf(options, host.nowMs());
        const lines = (records: NumberedRecord[], asJson: boolean): string =>
          records
            .map((record) => `${asJson ? JSON.stringify(record) : recordLine(record, style, host.nowMs())}\n`)
            .join('');
        if (!options.follow) {
          return {
            run: async (client) => {
              const records = oldestFirst((await client.log.query.query(query)).records);
              return { document: { records }, text: () => lines(records, false).trimEnd() || 'No records.' };
            },
          };
        }
        const write = (records: NumberedRecord[]): void => void host.stdout.write(lines(records, runner.json()));
        return { reach: 'host', run: (client) => follow(client, query, write, host.stop()) };
      }),
    );
}

/** Filters in the form of the router; what it takes and what not is said there, once. */
function queryOf(options: LogOptions, nowMs: number) {
  return {
    limit: parseLimit(options.limit),
    account_name: options.account ?? null,
    strategy_id: options.strategy ?? null,
    source: options.source ?? null,
    level: options.level === undefined ? null : parseLevel(options.level),
    since: options.since === undefined ? null : parseSince(options.since, nowMs),
  };
}

async function follow(
  client: Client,
  query: ReturnType<typeof queryOf>,
  write: (records: NumberedRecord[]) => void,
  stop: AbortSignal,
): Promise<void> {
  let records = oldestFirst((await client.log.query.query(query)).records);
  let lastSeq = 0;
  while (!stop.aborted) {
    if (records.length > 0) write(records);
    lastSeq = records.at(-1)?.seq ?? lastSeq;
    await pause(FOLLOW_PAUSE_MS, undefined, { signal: stop }).catch(() => {});
    if (stop.aborted) return;
    records = oldestFirst((await client.log.query.query({ ...query, after_seq: lastSeq })).records);
  }
}

function parseLevel(text: string): LogLevel {
  const level = LOG_LEVELS.find((known) => known === text.toUpperCase());
  if (!level) throw new QtError('INVALID_INPUT', `"${text}" is not a level; there are ${LOG_LEVELS.join(', ')}.`);
  return level;
}

function oldestFirst(records: NumberedRecord[]): NumberedRecord[] {
  return records.toSorted((a, b) => a.seq - b.seq);
}

function recordLine(record: NumberedRecord, style: Style, nowMs: number): string {
  const level = record.level.padEnd(5);
  const paint = { DEBUG: style.dim, INFO: style.green, WARN: style.yellow, ERROR: style.red }[record.level];
  const { level: _level, message, time, seq: _seq, ...fields } = record;
  const rest = Object.entries(fields).map(([key, value]) => `${key}=${String(value)}`);
  return `${style.dim(clockTime(time, nowMs))}  ${paint(level)}  ${message}  ${style.dim(rest.join(' '))}`.trimEnd();
}
