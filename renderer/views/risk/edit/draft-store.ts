import { create } from 'zustand';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { scopeKey, touch } from './risk-draft.ts';
import type { RiskDraft } from './risk-draft.ts';
import { UNTOUCHED } from './risk-form.ts';
import type { Section } from './risk-form.ts';

interface DraftState {
  /** By scope. They outlive drawer and view, so that looking something up elsewhere loses nothing. */
  drafts: ReadonlyMap<string, RiskDraft>;
}

export const useRiskDrafts = create<DraftState>(() => ({ drafts: new Map() }));

const put = (scope: RiskScope, next: (draft: RiskDraft | undefined) => RiskDraft | null): void =>
  useRiskDrafts.setState(({ drafts }) => {
    const all = new Map(drafts);
    const draft = next(all.get(scopeKey(scope)));
    if (draft === null) all.delete(scopeKey(scope));
    else all.set(scopeKey(scope), draft);
    return { drafts: all };
  });

export const riskDrafts = {
  edit: (scope: RiskScope, revision: number, section: Section, name: string, value: unknown): void =>
    put(scope, (draft) => ({
      base_revision: draft?.base_revision ?? revision,
      touched: touch(draft?.touched ?? UNTOUCHED, section, name, value),
    })),
  /** Goes on with the same wishes over the limits and flags as they are now. */
  rebase: (scope: RiskScope, revision: number): void =>
    put(scope, (draft) => (draft ? { ...draft, base_revision: revision } : null)),
  discard: (scope: RiskScope): void => put(scope, () => null),
};
