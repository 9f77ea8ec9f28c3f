import type { Log, LogFields } from '../../electron/engine/telemetry/log.ts';

export interface MemoryLog extends Log {
  readonly records: ({ level: string; message: string } & LogFields)[];
}

/** A log that keeps its records, for units that only write to one. */
export function createMemoryLog(): MemoryLog {
  const records: MemoryLog['records'] = [];
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}): void =>
      void records.push({ level, message, ...fields });
  return {
    records,
    debug: at('DEBUG'),
    info: at('INFO'),
    warn: at('WARN'),
    error: at('ERROR'),
    close: () => {},
  };
}
