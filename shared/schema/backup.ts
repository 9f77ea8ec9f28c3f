import type { AuditHeadDocument } from './audit.ts';

/** A copy of the journal that was made while the engine ran, and verified after. */
export interface BackupDocument {
  file: string;
  at: string;
  bytes: number;
  cause: 'schedule' | 'migration' | 'asked' | 'restore';
  /** The schema's number of the copy. */
  schema: number;
  audit_head: AuditHeadDocument;
}

export interface RestoreDocument {
  restored: BackupDocument;
  /** Where the former journal was moved to. */
  former: string | null;
}
