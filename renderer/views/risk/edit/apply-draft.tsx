import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { announce } from '../../../state/announce.ts';
import { api } from '../../../state/api.ts';
import { useLink } from '../../../state/link.ts';
import { errorOf } from '../../../state/transport/request-error.ts';
import { DisabledReason } from '../../../widgets/disabled-reason.tsx';
import { ErrorState } from '../../../widgets/error-state.tsx';
import impact from '../../routing/impact.module.css';
import { loosened } from './draft-diff.tsx';
import { riskDrafts } from './draft-store.ts';
import { fieldLabel } from './risk-draft.ts';
import type { RiskEditor } from './use-risk-editor.ts';

/** Discard and Apply, with what holds Apply back. */
export function ApplyDraft({ editor }: { editor: RiskEditor }) {
  const { risk, scope, draft, reading, conflict } = editor;
  const cache = useQueryClient();
  const link = useLink();
  const reasonId = useId();
  const loose = loosened(editor);
  // A tick is for what was shown with it: another loosening wants another one.
  const guard = JSON.stringify(loose);
  const [ticked, setTicked] = useState('');
  const apply = useMutation(
    api.risk.change.mutationOptions({
      onSuccess: (written) => {
        cache.setQueryData(api.risk.current.queryKey(), written);
        riskDrafts.discard(scope);
        announce('polite', `Limits and flags are now at revision ${written.revision}`);
      },
      // Whatever it was, the policy may be other than shown; a conflict is then seen by comparing revisions.
      onError: () => void cache.invalidateQueries({ queryKey: api.risk.current.queryKey() }),
    }),
  );
  const reason = conflict
    ? 'Load the newer revision first.'
    : reading.problems.size > 0
      ? `Correct first: ${[...reading.problems.keys()].map(fieldLabel).join('; ')}.`
      : link !== 'live'
        ? 'The engine does not answer, so what you see may be outdated.'
        : loose.length > 0 && ticked !== guard
          ? 'Tick what is above first.'
          : null;
  const failed = apply.error && errorOf(apply.error).code !== 'REVISION_CONFLICT' ? apply.error : null;
  const count = reading.lines.length;
  return (
    <div className={impact.footer}>
      {conflict ? (
        <div className={impact.conflict} role="alert">
          <p>
            <b>Limits and flags were changed meanwhile.</b> You drafted over r{draft?.base_revision}, and they are at r
            {risk.revision} now. The lines above already compare with r{risk.revision}. <code>REVISION_CONFLICT</code>
          </p>
          <Button size="xs" onClick={() => riskDrafts.rebase(scope, risk.revision)}>
            Load r{risk.revision}, keep the draft
          </Button>
        </div>
      ) : null}
      {failed ? <ErrorState inline title="Not applied" error={failed} /> : null}
      {loose.length > 0 ? (
        <Checkbox
          size="xs"
          label="Loosen what holds real money back"
          checked={ticked === guard}
          onChange={(event) => setTicked(event.currentTarget.checked ? guard : '')}
        />
      ) : null}
      {reason ? <DisabledReason id={reasonId}>{reason}</DisabledReason> : null}
      <div className={impact.buttons}>
        <Button variant="subtle" onClick={() => riskDrafts.discard(scope)}>
          Discard
        </Button>
        <span className={impact.grow} />
        <Button
          variant="filled"
          size="md"
          loading={apply.isPending}
          disabled={reason !== null || count === 0}
          aria-describedby={reason ? reasonId : undefined}
          onClick={() =>
            apply.mutate({ changes: reading.changes, base_revision: draft?.base_revision ?? risk.revision })
          }
        >
          {count === 1 ? 'Apply change' : `Apply ${count} changes`}
        </Button>
      </div>
    </div>
  );
}
