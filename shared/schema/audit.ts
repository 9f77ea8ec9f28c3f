/** The newest entry of the audit chain. Kept elsewhere, it shows later whether entries were cut off. */
export interface AuditHeadDocument {
  seq: number;
  /** SHA-256, hex; of an empty chain 64 zeros. */
  hash: string;
  at: string | null;
}

export interface AuditVerifyDocument {
  ok: boolean;
  entries: number;
  head: AuditHeadDocument;
  /** The first entry that is not what was written. */
  first_bad: { seq: number; problem: string } | null;
  took_ms: number;
}
