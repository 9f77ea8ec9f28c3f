import { Button, TextInput } from '@mantine/core';
import { IconFile, IconFlask2, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { openArmDialog } from '../../state/window-state.ts';
import { cx } from '../../widgets/class-names.ts';
import { DisabledReason } from '../../widgets/disabled-reason.tsx';
import { HoldButton } from '../../widgets/hold-button.tsx';
import { Keys } from '../../widgets/kbd.tsx';
import css from './fire-control.module.css';
import { typedFor } from './fire-gate.ts';
import type { FireGate, Typed } from './fire-gate.ts';
import type { Fire } from './use-fire.ts';

interface FireControlProps {
  gate: FireGate;
  fire: Fire;
}

const REASON = 'fire-reason';
const NOTHING_TYPED: Typed = { guard: '', text: '' };

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

/** Hold for 1.2 s, or type the account's name and press Enter. */
function RealFire({ gate, fire }: FireControlProps) {
  const [typed, setTyped] = useState<Typed>(NOTHING_TYPED);
  const name = gate.ready ? gate.order.account_name : null;
  const guard = gate.ready ? gate.guard : '';
  const text = typedFor(gate, typed);
  const shoot = (): void => {
    if (!gate.ready) return;
    setTyped(NOTHING_TYPED);
    fire.fire(gate);
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (name !== null && text.trim() === name && !fire.busy) shoot();
  };
  return (
    <div className={css.real} data-fire-real>
      <HoldButton
        label="Hold to fire REAL order"
        disabled={!gate.ready}
        busy={fire.busy}
        guard={guard}
        onHeld={shoot}
        describedBy={gate.ready ? undefined : REASON}
      />
      {name === null ? null : (
        <form onSubmit={onSubmit} autoComplete="off">
          <TextInput
            aria-label={`Or type ${name} and press Enter`}
            placeholder={`or type ${name}, Enter`}
            size="xs"
            value={text}
            onChange={(event) => setTyped({ guard, text: event.currentTarget.value })}
            spellCheck={false}
            disabled={fire.busy}
            classNames={{ input: css.typed ?? '' }}
          />
        </form>
      )}
    </div>
  );
}
