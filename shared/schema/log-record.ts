export const LOG_LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** One structured record, in the file and in the log query alike. */
export interface LogRecord {
  level: LogLevel;
  message: string;
  time: string;
  account_name?: string;
  exchange?: string;
  strategy_id?: string;
  source?: string;
  signal_id?: string;
  order_id?: string;
  testnet?: boolean;
  mode?: string;
  code?: string;
  detail?: string;
}

export interface LogPage {
  records: (LogRecord & { seq: number })[];
  /** Pass as `before_seq` for the next older page; null at the end. */
  next_before_seq: number | null;
}
