import { Button, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { api } from '../../state/api.ts';
import { useLink } from '../../state/link.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { draftWarnings } from './draft-warnings.ts';
import css from './impact.module.css';
import { MapDiff } from './map-diff.tsx';
import { useShownRouting } from './routing-context.ts';
import { inverse, merged } from './routing-draft.ts';
import type { DraftChange } from './routing-draft.ts';
import { undoTarget } from './undo-target.ts';
import { useApply } from './use-apply.ts';
import { WarningList } from './warning-list.tsx';

/** Takes back the last applied change. It shows first what that would change: the way back can lead to real money too. */
export function UndoApplied() {
  const { applied } = useShownRouting();
  const { data: revisions } = useQuery(api.routing.revisions.queryOptions({ limit: 50 }));
  const [open, setOpen] = useState(false);
  const link = useLink();
  const reasonId = useId();
  const target = revisions ? undoTarget(revisions) : null;
  const reason = !applied.can_undo ? 'nothing to undo' : link !== 'live' ? 'engine not reachable' : null;
  return (
    <>
      {reason ? <DisabledReason id={reasonId}>{reason}</DisabledReason> : null}
      <Popover
        opened={open && reason === null}
        onChange={setOpen}
        width={380}
        position="bottom-end"
        trapFocus
        withRoles
      >
        <Popover.Target>
          <Button
            size="xs"
            leftSection={<IconArrowBackUp size={14} aria-hidden />}
            disabled={reason !== null}
            aria-describedby={reason ? reasonId : undefined}
            onClick={() => setOpen(!open)}
          >
            {target ? `Undo r${target.revision}` : 'Undo'}
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="Undo the last change">
          <UndoConfirm changes={target ? inverse(target.changes) : []} onDone={() => setOpen(false)} />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function UndoConfirm({ changes, onDone }: { changes: DraftChange[]; onDone: () => void }) {
  const { applied, world } = useShownRouting();
  const { undo } = useApply();
  const overlay = new Map(
    changes.map((change) => [`${change.map} ${change.strategy_id}`, { ...change, value: change.to } as never]),
  );
  const warnings = draftWarnings(changes, applied.maps, merged(applied.maps, overlay), world);
  return (
    <div className={css.confirm}>
      <p>This writes r{applied.revision + 1} with the maps as they were before:</p>
      <MapDiff changes={changes} from={applied.revision} to={applied.revision + 1} />
      <WarningList warnings={warnings} />
      {undo.error ? <ErrorState inline title="Not undone" error={undo.error} /> : null}
      <div className={css.buttons}>
        <Button variant="subtle" onClick={onDone} data-autofocus>
          Keep it
        </Button>
        <span className={css.grow} />
        <Button variant="filled" loading={undo.isPending} onClick={() => undo.mutate(undefined, { onSuccess: onDone })}>
          Undo the change
        </Button>
      </div>
    </div>
  );
}
