import { IconBoltFilled } from '@tabler/icons-react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { cx } from './class-names.ts';
import css from './hold-button.module.css';
import { HOLD_MS } from './hold.ts';
import { useHold } from './use-hold.ts';

export interface HoldButtonProps {
  /** What the button does, as its name: "Hold to fire REAL order". */
  label: string;
  onHeld: () => void;
  disabled?: boolean | undefined;
  /** While the action runs: no hold begins. */
  busy?: boolean | undefined;
  /** Whatever the operator decided on. When it changes during a hold, the hold is off. */
  guard: string;
  /** Id of the reason shown beside a disabled button. */
  describedBy?: string | undefined;
}

const HOLD_KEYS = new Set([' ', 'Enter']);

/** A button that acts only when pointer, Space or Enter is held for 1.2 s without a break. */
export function HoldButton({ label, onHeld, disabled = false, busy = false, guard, describedBy }: HoldButtonProps) {
  const enabled = !disabled && !busy;
  const { hold, progress } = useHold(onHeld, enabled, guard);
  const { begin, cancel } = hold;
  const holding = progress !== null;

  const onPointerDown = (event: PointerEvent): void => {
    if (enabled && event.button === 0 && event.isPrimary) begin();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && holding) {
      event.stopPropagation();
      cancel();
    }
    if (!HOLD_KEYS.has(event.key)) return;
    event.preventDefault();
    // Auto-repeat means that the key went down before: only a press that began here counts.
    if (enabled && !event.repeat && !event.ctrlKey && !event.metaKey && !event.altKey) begin();
  };

  return (
    <button
      type="button"
      className={cx(css.hold, holding && css.holding)}
      aria-disabled={!enabled}
      aria-describedby={describedBy}
      onPointerDown={onPointerDown}
      onPointerUp={cancel}
      onPointerLeave={cancel}
      onPointerCancel={cancel}
      onContextMenu={(event) => event.preventDefault()}
      onKeyDown={onKeyDown}
      onKeyUp={cancel}
      onBlur={cancel}
    >
      {holding ? <span aria-hidden className={css.fill} style={{ width: `${progress * 100}%` }} /> : null}
      <Ring progress={progress ?? 0} />
      <span className={css.words}>
        <b className={css.label}>{busy ? 'Firing' : holding ? 'Keep holding' : label}</b>
        <span className={css.hint}>{hint(busy, progress)}</span>
      </span>
      {holding ? (
        <span className={cx('num', css.percent)}>{Math.round(progress * 100)}%</span>
      ) : (
        <IconBoltFilled size={15} aria-hidden />
      )}
    </button>
  );
}

function hint(busy: boolean, progress: number | null): string {
  if (busy) return 'waiting for the answer';
  if (progress === null) return '1.2 s, release to cancel';
  return `${(((1 - progress) * HOLD_MS) / 1_000).toFixed(1)} s left, release to cancel`;
}

function Ring({ progress }: { progress: number }) {
  const length = 2 * Math.PI * 8;
  return (
    <svg width="22" height="22" viewBox="0 0 22 22" fill="none" aria-hidden>
      <circle cx="11" cy="11" r="8" stroke="currentColor" strokeOpacity="0.28" strokeWidth="2.6" />
      <circle
        cx="11"
        cy="11"
        r="8"
        stroke="currentColor"
        strokeWidth="2.6"
        strokeDasharray={length}
        strokeDashoffset={length * (1 - progress)}
        transform="rotate(-90 11 11)"
      />
    </svg>
  );
}
