import { mkdirSync } from 'node:fs';
import path from 'node:path';
import pino from 'pino';
import { LOG_LEVELS } from '../../../shared/schema/log-record.ts';
import type { LogLevel, LogRecord } from '../../../shared/schema/log-record.ts';
import { isoTime } from '../ports.ts';
import type { Clock } from '../ports.ts';
import type { LogStore } from './log-store.ts';
import type { Redact } from './redact.ts';

export type LogFields = Omit<LogRecord, 'level' | 'message' | 'time'>;

export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  close(): void;
}

export interface LogOptions {
  /** Folder of the JSON lines, one file a day. */
  dir: string;
  level: LogLevel;
  stderr: boolean;
  clock: Clock;
  redact: Redact;
  store: LogStore;
  onRecord: (record: LogRecord & { seq: number }) => void;
}

const FLUSH_MS = 50;
const PINO_LEVEL = { DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Opens the structured log. Every text passes the redactor before it goes anywhere. */
export function openLog(options: LogOptions): Log {
  mkdirSync(options.dir, { recursive: true, mode: 0o700 });
  const threshold = LOG_LEVELS.indexOf(options.level);
  const file = dailyFile(options.dir);
  let cancelFlush: (() => void) | null = null;

  function write(level: LogLevel, message: string, fields: LogFields = {}): void {
    if (LOG_LEVELS.indexOf(level) < threshold) return;
    const nowMs = options.clock.nowMs();
    const time = isoTime(nowMs);
    const { message: text, ...rest } = redacted({ message, ...fields }, options.redact);
    const record: LogRecord = { level, message: text, time, ...rest };
    spared(() => file.for(time)[PINO_LEVEL[level]]({ time, ...rest }, text));
    if (options.stderr) process.stderr.write(`${JSON.stringify(record)}\n`);
    spared(() => options.onRecord(options.store.add(record, nowMs)));
    cancelFlush ??= options.clock.after(FLUSH_MS, () => {
      cancelFlush = null;
      spared(options.store.flush);
    });
  }

  /** Nothing that is being recorded may fail because its record cannot be written: a full disk, a closed file. */
  function spared(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (options.stderr) process.stderr.write(`The log cannot be written: ${options.redact(String(error))}\n`);
    }
  }

  return {
    debug: (message, fields) => write('DEBUG', message, fields),
    info: (message, fields) => write('INFO', message, fields),
    warn: (message, fields) => write('WARN', message, fields),
    error: (message, fields) => write('ERROR', message, fields),
    close: () => {
      cancelFlush?.();
      spared(options.store.flush);
      spared(file.close);
    },
  };
}

type Told = LogFields & { message: string };

function redacted(told: Told, redact: Redact): Told {
  const texts = Object.entries(told).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    texts.map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]),
  ) as unknown as Told;
}

/** Synchronous, so that what was logged before a crash is in the file. */
function dailyFile(dir: string): { for(time: string): pino.Logger; close(): void } {
  let day = '';
  let destination: ReturnType<typeof pino.destination> | null = null;
  let logger: pino.Logger | null = null;
  return {
    for(time) {
      if (!logger || !time.startsWith(day) || day === '') {
        destination?.end();
        day = time.slice(0, 10);
        destination = pino.destination({
          dest: path.join(dir, `engine-${day}.jsonl`),
          sync: true,
          mode: 0o600,
          append: true,
        });
        logger = pino(
          {
            base: null,
            level: 'trace',
            // The record carries the injected clock's time.
            timestamp: false,
            messageKey: 'message',
            formatters: { level: (label) => ({ level: label.toUpperCase() }) },
          },
          destination,
        );
      }
      return logger;
    },
    close: () => destination?.end(),
  };
}

/** `QT_LOG_LEVEL`; anything unknown means INFO. */
export function levelOf(text: string | undefined): LogLevel {
  const wanted = text?.trim().toUpperCase();
  return LOG_LEVELS.find((level) => level === wanted) ?? 'INFO';
}
