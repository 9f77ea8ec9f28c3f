import type { PreviewDocument } from '../../../shared/schema/decision.ts';

/** True where nothing but an earlier order of unknown outcome stands against the signal: only that can be overridden. */
export function isPendingOnly(document: PreviewDocument | null): boolean {
  if (document?.error?.code !== 'OUTCOME_PENDING') return false;
  return document.decision.checks.every((check) => check.ok || check.code === 'OUTCOME_PENDING');
}
