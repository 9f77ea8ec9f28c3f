import impact from '../../routing/impact.module.css';
import { ApplyDraft } from './apply-draft.tsx';
import { DraftDiff } from './draft-diff.tsx';
import { DraftImpact } from './draft-impact.tsx';
import { GaugesNow } from './gauges-now.tsx';
import css from './risk-drawer.module.css';
import type { RiskEditor } from './use-risk-editor.ts';

/** What the draft changes and would have refused, and the way to apply it; without a draft, how things stand. */
export function EffectPanel({ editor }: { editor: RiskEditor }) {
  const { reading, draft, account } = editor;
  const pending = reading.lines.length > 0;
  return (
    <section className={css.effect} aria-label="Effect of the change">
      <div className={css.effectBody} tabIndex={0} role="group" aria-label="Effect">
        {pending ? (
          <>
            <DraftDiff editor={editor} />
            <DraftImpact changes={reading.changes} />
          </>
        ) : (
          <p className={impact.hint}>
            {reading.problems.size > 0
              ? 'What you typed is not complete yet.'
              : 'Nothing changes until you apply it: first the orders of the last 24 hours are held against your draft here.'}
          </p>
        )}
        {account ? <GaugesNow account={account} /> : null}
      </div>
      {draft === undefined || (!pending && reading.problems.size === 0) ? null : <ApplyDraft editor={editor} />}
    </section>
  );
}
