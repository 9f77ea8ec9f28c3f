import type { RevisionDocument } from '../../../shared/schema/mapping.ts';

/**
 * The revision that an undo takes back: the newest change that no undo took back already. `revisions` are newest first, as
 * the engine lists them. Null where the listed ones do not tell.
 */
export function undoTarget(revisions: readonly RevisionDocument[]): RevisionDocument | null {
  let undone = 0;
  for (const revision of revisions) {
    if (revision.kind === 'undo') undone += 1;
    else if (revision.kind === 'change') {
      if (undone === 0) return revision;
      undone -= 1;
    }
  }
  return null;
}
