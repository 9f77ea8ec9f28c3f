import { Button } from '@mantine/core';
import { IconFile, IconFlask2, IconInfoCircle } from '@tabler/icons-react';
import { useBusyWords } from '../../state/confirming.ts';
import { openArmDialog } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { Keys } from '../../widgets/kbd.tsx';
import { RealButton } from '../../widgets/real-button.tsx';
import css from './fire-control.module.css';
import type { FireGate } from './fire-gate.ts';
import type { Fire } from './use-fire.ts';

interface FireControlProps {
  gate: FireGate;
  fire: Fire;
}

const REASON = 'fire-reason';

/** The button that fires, in the shape of the mode; or why there is nothing to fire now. */
export function FireControl({ gate, fire }: FireControlProps) {
  return (
    <>
      {gate.kind === 'real' ? <RealFire gate={gate} fire={fire} /> : <QuickFire gate={gate} fire={fire} />}
      {gate.ready ? (
        gate.kind === 'real' ? null : (
          <p className={css.after}>
            <IconInfoCircle size={12} stroke={1.8} aria-hidden />
            Journaled before anything is sent.
          </p>
        )
      ) : (
        <div className={css.shut}>
          <DisabledReason id={REASON}>{gate.reason}</DisabledReason>
          {gate.arm ? (
            <Button size="xs" onClick={() => openArmDialog(gate.arm)}>
              Arm
            </Button>
          ) : null}
        </div>
      )}
    </>
  );
}

function QuickFire({ gate, fire }: FireControlProps) {
  const Glyph = gate.kind === 'testnet' ? IconFlask2 : IconFile;
  const words = gate.kind === 'testnet' ? 'Fire on testnet' : gate.kind === 'paper' ? 'Fire on paper' : 'Fire signal';
  return (
    <button
      type="button"
      className={cx(css.quick, gate.kind !== 'unknown' && css[gate.kind])}
      disabled={!gate.ready || fire.busy}
      aria-describedby={gate.ready ? undefined : REASON}
      onClick={() => gate.ready && fire.fire(gate)}
    >
      {gate.kind === 'unknown' ? null : <Glyph size={15} stroke={2} aria-hidden />}
      <span className={css.words}>{fire.busy ? 'Firing' : words}</span>
      <Keys keys={['Enter']} />
    </button>
  );
}

/** Leads to the confirmation, which lies outside of this page. */
function RealFire({ gate, fire }: FireControlProps) {
  const busyWords = useBusyWords();
  return (
    <div data-fire-real>
      <RealButton
        label="Fire REAL order…"
        busyWords={busyWords}
        disabled={!gate.ready}
        busy={fire.busy}
        onPress={() => gate.ready && fire.fire(gate)}
        describedBy={gate.ready ? undefined : REASON}
      />
    </div>
  );
}
