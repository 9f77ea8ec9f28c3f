import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** A dialog that just closed gives the focus back to where it was before it, a moment later. */
const FOCUS_AGAIN_MS = 60;

/**
 * Puts a popover above everything, dialogs too, gives the focus to its `data-first` element and back when it is gone. A press
 * elsewhere calls `onOutside`.
 */
export function useTopLayer(onOutside: () => void): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const outside = useRef(onOutside);
  useLayoutEffect(() => {
    outside.current = onOutside;
  });
  useEffect(() => {
    const panel = box.current;
    if (!panel) return undefined;
    const before = document.activeElement;
    panel.showPopover();
    const takeFocus = (): void => {
      if (!panel.contains(document.activeElement)) panel.querySelector<HTMLElement>('[data-first]')?.focus();
    };
    takeFocus();
    const again = setTimeout(takeFocus, FOCUS_AGAIN_MS);
    const onPointerDown = ({ target }: PointerEvent): void => {
      if (target instanceof Element && !panel.parentElement?.contains(target)) outside.current();
    };
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      clearTimeout(again);
      document.removeEventListener('pointerdown', onPointerDown, true);
      const lost = document.activeElement === document.body || panel.contains(document.activeElement);
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return box;
}
