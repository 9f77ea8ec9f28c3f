import { IconBoltFilled } from '@tabler/icons-react';
import css from './real-button.module.css';

export interface RealButtonProps {
  /** What it leads to: "Fire REAL order…". */
  label: string;
  /** What it says while the answer is awaited. */
  busyWords: { label: string; hint: string };
  onPress: () => void;
  disabled?: boolean | undefined;
  busy?: boolean | undefined;
  /** Id of the reason shown beside a disabled button. */
  describedBy?: string | undefined;
}

/** Asks to spend real money. It does nothing by itself: the operator confirms outside of the page. */
export function RealButton({
  label,
  busyWords,
  onPress,
  disabled = false,
  busy = false,
  describedBy,
}: RealButtonProps) {
  return (
    <button
      type="button"
      className={css.real}
      disabled={disabled || busy}
      aria-describedby={describedBy}
      onClick={onPress}
    >
      <span className={css.words}>
        <b className={css.label}>{busy ? busyWords.label : label}</b>
        <span className={css.hint}>{busy ? busyWords.hint : 'asks you to confirm'}</span>
      </span>
      <IconBoltFilled size={15} aria-hidden />
    </button>
  );
}
