import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useId } from 'react';
import { useLink } from '../../state/link.ts';
import { errorOf } from '../../state/transport/request-error.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { draftActions, useDraftStore } from './draft-store.ts';
import css from './impact.module.css';
import { useShownRouting } from './routing-context.ts';
import { toMappingChanges } from './routing-draft.ts';
import { useApply } from './use-apply.ts';
import { Acknowledgements, allTicked } from './warning-list.tsx';

/** Discard, Undo and Apply, with the ticks and the reasons that hold Apply back. */
export function ApplyFooter() {
  const { changes, warnings, applied, draft, conflict } = useShownRouting();
  const { apply } = useApply();
  const ticked = useDraftStore((state) => state.ticked);
  const link = useLink();
  const reasonId = useId();
  const reason = conflict
    ? 'Load the newer maps first.'
    : link !== 'live'
      ? 'The engine does not answer, so the maps may be outdated.'
      : !allTicked(warnings, ticked)
        ? 'Tick what is above first.'
        : null;
  const failed = apply.error && errorOf(apply.error).code !== 'REVISION_CONFLICT' ? apply.error : null;
  return (
    <div className={css.footer}>
      {conflict ? <Conflict /> : null}
      {failed ? <ErrorState inline title="Not applied" error={failed} /> : null}
      <div className={css.ticks}>
        <Acknowledgements warnings={warnings} />
      </div>
      {reason ? <DisabledReason id={reasonId}>{reason}</DisabledReason> : null}
      <div className={css.buttons}>
        <Button variant="subtle" onClick={draftActions.discard}>
          Discard
        </Button>
        <Button
          leftSection={<IconArrowBackUp size={14} aria-hidden />}
          disabled={draft.past.length === 0}
          onClick={draftActions.undo}
        >
          Undo
        </Button>
        <span className={css.grow} />
        <Button
          variant="filled"
          size="md"
          loading={apply.isPending}
          disabled={reason !== null}
          aria-describedby={reason ? reasonId : undefined}
          onClick={() =>
            apply.mutate({ changes: toMappingChanges(changes), base_revision: draft.base_revision ?? applied.revision })
          }
        >
          {changes.length === 1 ? 'Apply change' : `Apply ${changes.length} changes`}
        </Button>
      </div>
    </div>
  );
}

function Conflict() {
  const { applied, draft } = useShownRouting();
  return (
    <div className={css.conflict} role="alert">
      <p>
        <b>The maps were changed meanwhile.</b> You drafted over r{draft.base_revision}, and they are at r
        {applied.revision} now. The lines above already compare with r{applied.revision}. <code>REVISION_CONFLICT</code>
      </p>
      <Button size="xs" onClick={() => draftActions.rebase(applied)}>
        Load r{applied.revision}, keep the draft
      </Button>
    </div>
  );
}
