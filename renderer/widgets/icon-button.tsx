import type { Icon } from '@tabler/icons-react';
import css from './icon-button.module.css';

export interface IconButtonProps {
  icon: Icon;
  label: string;
  onClick: () => void;
  disabled?: boolean | undefined;
}

/** A button of one glyph; its label is its name and its title. */
export function IconButton({ icon: Glyph, label, onClick, disabled }: IconButtonProps) {
  return (
    <button type="button" className={css.button} aria-label={label} title={label} onClick={onClick} disabled={disabled}>
      <Glyph size={16} stroke={1.8} aria-hidden />
    </button>
  );
}
