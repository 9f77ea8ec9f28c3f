import { useMemo } from 'react';
import type { AccountRiskDocument, RiskDocument } from '../../../../shared/schema/risk.ts';
import type { RiskScope } from '../../../../shared/schema/risk-policy.ts';
import { modeKind } from '../../../widgets/mode.ts';
import { riskDrafts, useRiskDrafts } from './draft-store.ts';
import { fieldKey, readDraft, scopeKey } from './risk-draft.ts';
import type { DraftReading, RiskDraft } from './risk-draft.ts';
import { UNTOUCHED, appliedOf, shownForm } from './risk-form.ts';
import type { RiskForm, Section } from './risk-form.ts';

/** One scope in the editor: what is applied, what is typed, and the difference. */
export interface RiskEditor {
  risk: RiskDocument;
  scope: RiskScope;
  /** Set where the scope is an account that is registered. */
  account: AccountRiskDocument | null;
  /** The accounts with real money that the scope reaches; a strategy may reach any. */
  real: AccountRiskDocument[];
  form: RiskForm;
  draft: RiskDraft | undefined;
  reading: DraftReading;
  /** Somebody applied another revision since the draft was begun. */
  conflict: boolean;
  edit: <S extends Section, N extends keyof RiskForm[S] & string>(section: S, name: N, value: RiskForm[S][N]) => void;
  /** What is wrong with a field; undefined where nothing is. */
  problem: (section: Section, name: string) => string | undefined;
  isChanged: (section: Section, name: string) => boolean;
}

export function useRiskEditor(risk: RiskDocument, scope: RiskScope): RiskEditor {
  const draft = useRiskDrafts((state) => state.drafts.get(scopeKey(scope)));
  return useMemo(() => {
    const account =
      scope.kind === 'account' ? (risk.accounts.find((each) => each.account_name === scope.name) ?? null) : null;
    const reading = readDraft(risk.policy, scope, draft?.touched, account?.currency ?? '');
    return {
      risk,
      scope,
      account,
      real: risk.accounts.filter((each) => modeKind(each.mode, each.testnet) === 'real' && reaches(scope, each)),
      form: shownForm(appliedOf(risk.policy, scope), draft?.touched ?? UNTOUCHED),
      draft,
      reading,
      conflict: draft !== undefined && reading.lines.length > 0 && draft.base_revision !== risk.revision,
      edit: (section, name, value) => riskDrafts.edit(scope, risk.revision, section, name, value),
      problem: (section, name) => reading.problems.get(fieldKey(section, name)),
      isChanged: (section, name) => reading.lines.some((line) => line.section === section && line.name === name),
    };
  }, [risk, scope, draft]);
}

function reaches(scope: RiskScope, account: AccountRiskDocument): boolean {
  if (scope.kind === 'account') return account.account_name === scope.name;
  return scope.kind === 'owner' ? account.owner === scope.name : true;
}
