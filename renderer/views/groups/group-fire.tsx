import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { GroupPreviewDocument, GroupSignal } from '../../../shared/schema/group.ts';
import { announce } from '../../state/announce.ts';
import { api } from '../../state/api.ts';
import { useLink } from '../../state/link.ts';
import { cx } from '../../widgets/class-names.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { HoldButton } from '../../widgets/hold-button.tsx';
import { modeKind } from '../../widgets/mode.ts';
import fireCss from '../desk/fire-control.module.css';
import { isCertain, outcomeOfError } from '../desk/fire.ts';
import { errorOf } from '../../state/transport/request-error.ts';
import { FiredLegs } from './fired-legs.tsx';
import css from './groups.module.css';

interface GroupFireProps {
  preview: GroupPreviewDocument;
  signal: GroupSignal;
  /** Whether `preview` answers exactly this signal. */
  current: boolean;
  unplaceable: 'none' | 'rest';
}

const REASON = 'group-fire-reason';

/** Fires all legs at once, under an id that stays until the answer is certain. */
export function GroupFire({ preview, signal, current, unplaceable }: GroupFireProps) {
  const link = useLink();
  const cache = useQueryClient();
  const [fired, setFired] = useState<string | null>(null);
  /** The id by what it was made for, so that a lost answer is asked for again and never a second order. */
  const ids = useRef(new Map<string, string>());
  const key = JSON.stringify(signal);
  const fire = useMutation(
    api.groups.fire.mutationOptions({
      onSuccess: (document, sent) => {
        const signalId = sent.id ?? '';
        if (isCertain({ kind: 'answered', signalId, document })) ids.current.delete(key);
        setFired(document.legs && document.legs.length > 0 ? document.signal_id : null);
        if (document.error) announce('assertive', `Group signal refused: ${document.error.message}`);
      },
      onError: (error, sent) => {
        const outcome = outcomeOfError(sent.id ?? '', errorOf(error));
        if (isCertain(outcome)) ids.current.delete(key);
        announce('assertive', `Group signal ${outcome.kind}: ${errorOf(error).message}`);
      },
      onSettled: () => void cache.invalidateQueries({ queryKey: api.groups.pathKey() }),
    }),
  );
  const kind = modeKind(preview.mode, preview.testnet);
  const reason = shutReason(preview, { current, live: link === 'live', unplaceable });
  const shoot = (): void => {
    if (reason !== null || fire.isPending) return;
    const id = ids.current.get(key) ?? `ui-${crypto.randomUUID()}`;
    ids.current.set(key, id);
    setFired(null);
    fire.mutate({ ...signal, id });
  };
  const refused = fire.data?.error ?? null;
  return (
    <div className={css.fire}>
      {kind === 'real' ? (
        <HoldButton
          label={`Hold to fire ${preview.placeable} REAL orders`}
          disabled={reason !== null}
          busy={fire.isPending}
          // Who pays, how much and how: whatever changes during a hold ends it.
          guard={JSON.stringify([
            key,
            preview.revision,
            preview.legs.map((leg) => [leg.account_name, leg.error?.code]),
          ])}
          onHeld={shoot}
          describedBy={reason === null ? undefined : REASON}
        />
      ) : (
        <button
          type="button"
          className={cx(fireCss.quick, kind !== 'unknown' && fireCss[kind])}
          disabled={reason !== null || fire.isPending}
          aria-describedby={reason === null ? undefined : REASON}
          onClick={shoot}
        >
          <span className={fireCss.words}>
            {fire.isPending ? 'Firing' : `Fire ${preview.placeable} ${kind === 'testnet' ? 'testnet' : 'paper'} orders`}
          </span>
        </button>
      )}
      {reason === null ? null : <DisabledReason id={REASON}>{reason}</DisabledReason>}
      {fire.error ? <ErrorState inline title="No answer came" error={fire.error} /> : null}
      {refused && !fired ? <ErrorState inline title="Refused, nothing was sent" error={refused} /> : null}
      {fired ? <FiredLegs signalId={fired} /> : null}
    </div>
  );
}

function shutReason(
  preview: GroupPreviewDocument,
  now: { current: boolean; live: boolean; unplaceable: 'none' | 'rest' },
): string | null {
  if (!now.live) return 'The engine is not connected.';
  if (!now.current) return 'Waiting for the preview of this signal.';
  if (preview.error) return preview.error.message;
  if (preview.placeable === 0) return 'No leg can be placed.';
  if (preview.placeable < preview.legs.length && now.unplaceable === 'none') {
    return 'A leg cannot be placed. Mend it, or choose “Place the rest”.';
  }
  return null;
}
