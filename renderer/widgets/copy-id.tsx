import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { cx } from './class-names.ts';
import css from './copy-id.module.css';

export interface CopyIdProps {
  id: string;
  /** What kind of id it is, for the button's name: "Copy signal id". */
  label?: string | undefined;
  /** Shows only this many characters from the end. */
  last?: number | undefined;
  className?: string | undefined;
}

/** An id that one click copies. */
export function CopyId({ id, label = 'id', last, className }: CopyIdProps) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(id);
    } catch {
      // The page may not be allowed to; the id can still be read and marked.
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 1_200);
  };
  const Glyph = copied ? IconCheck : IconCopy;
  return (
    <button
      type="button"
      className={cx(css.copy, className)}
      title={`${id} (click to copy)`}
      aria-label={copied ? `Copied ${label}` : `Copy ${label} ${id}`}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    >
      <span className={css.text}>{last !== undefined && id.length > last ? `…${id.slice(-last)}` : id}</span>
      <Glyph size={11} aria-hidden className={css.glyph} />
    </button>
  );
}
