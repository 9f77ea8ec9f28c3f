import { Button } from '@mantine/core';
import { IconFile, IconFlask2 } from '@tabler/icons-react';
import type { GroupPreviewDocument, GroupSignal } from '../../../shared/schema/group.ts';
import { useBusyWords } from '../../state/confirming.ts';
import { useLink } from '../../state/link.ts';
import { openArmDialog } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { ErrorState } from '../../widgets/error-state.tsx';
import { RealButton } from '../../widgets/real-button.tsx';
import fireCss from '../desk/fire-control.module.css';
import { groupGate } from './group-gate.ts';
import css from './group-fire.module.css';
import { useGroupFire } from './use-group-fire.ts';
import type { GroupFiring } from './use-group-fire.ts';

interface GroupFireProps {
  preview: GroupPreviewDocument;
  signal: GroupSignal;
  /** Whether `preview` answers exactly this signal. */
  current: boolean;
  onFired: (signalId: string) => void;
}

const REASON = 'group-fire-reason';

/** Fires all legs at once; or says why it cannot now. */
export function GroupFire({ preview, signal, current, onFired }: GroupFireProps) {
  const busyWords = useBusyWords();
  const link = useLink();
  const firing = useGroupFire(onFired);
  const gate = groupGate({ signal, preview, current, link });
  const shoot = (): void => {
    if (gate.ready && !firing.busy) firing.fire(gate);
  };
  const { placeable } = preview;
  const orders = placeable === 1 ? 'order' : 'orders';
  const describedBy = gate.ready ? undefined : REASON;
  const Glyph = gate.kind === 'testnet' ? IconFlask2 : IconFile;
  return (
    <div className={css.fire}>
      <div className={css.said}>
        {gate.ready ? null : <DisabledReason id={REASON}>{gate.reason}</DisabledReason>}
        {!gate.ready && gate.arm ? (
          <Button size="xs" onClick={() => openArmDialog(gate.arm)}>
            Arm {gate.arm}
          </Button>
        ) : null}
        <Ended firing={firing} />
      </div>
      <div className={css.action}>
        {gate.kind === 'real' ? (
          <RealButton
            label={`Fire ${placeable} REAL ${orders}…`}
            busyWords={busyWords}
            disabled={!gate.ready}
            busy={firing.busy}
            onPress={shoot}
            describedBy={describedBy}
          />
        ) : (
          <button
            type="button"
            className={cx(fireCss.quick, gate.kind !== 'unknown' && fireCss[gate.kind])}
            disabled={!gate.ready || firing.busy}
            aria-describedby={describedBy}
            onClick={shoot}
          >
            {gate.kind === 'unknown' ? null : <Glyph size={15} stroke={2} aria-hidden />}
            <span className={fireCss.words}>
              {firing.busy
                ? 'Firing'
                : `Fire ${placeable} ${orders} on ${gate.kind === 'testnet' ? 'testnet' : 'paper'}`}
            </span>
          </button>
        )}
      </div>
    </div>
  );
}

/** What a person has to know of the last firing before the next; its legs stand in the list below. */
function Ended({ firing: { outcome } }: { firing: GroupFiring }) {
  if (outcome === null) return null;
  if (outcome.kind === 'unanswered') {
    return (
      <p className={css.unanswered} role="note">
        <b>No answer came: it may have been fired.</b> Firing the same again asks for the same signal; nothing is sent
        twice.
      </p>
    );
  }
  if (outcome.kind === 'refused') return <ErrorState inline title="Refused, nothing was sent" error={outcome.error} />;
  const { orders, error } = outcome.document;
  if (error && orders.length === 0) return <ErrorState inline title="Nothing was sent" error={error} />;
  return null;
}
