import { useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import css from './cancel-control.module.css';

export interface FloatingProps {
  children: ReactNode;
  /** The operator went elsewhere. */
  onClose: () => void;
}

/** Shows its content over a cell of a grid that has no room for it, ending where the cell ends. */
export function Floating({ children, onClose }: FloatingProps) {
  const place = useRef<HTMLSpanElement>(null);
  const box = useRef<HTMLSpanElement>(null);
  const close = useRef(onClose);
  useLayoutEffect(() => {
    close.current = onClose;
  });
  useLayoutEffect(() => {
    const floating = box.current;
    const cell = place.current?.closest('[role="gridcell"]') ?? place.current;
    if (!floating || !cell) return;
    const { top, bottom, right } = cell.getBoundingClientRect();
    floating.style.top = `${(top + bottom) / 2}px`;
    floating.style.right = `${document.documentElement.clientWidth - right + 6}px`;
    // Of the top layer: no cell clips it, and it is still part of its own.
    floating.showPopover();
    // What is hidden takes no focus, so it comes now.
    floating.querySelector<HTMLElement>('[data-safe]')?.focus();
    const onScroll = (): void => close.current();
    // The grid would take Tab for a step to the next cell.
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Tab') event.stopPropagation();
      if (event.key === 'Escape') close.current();
    };
    floating.addEventListener('keydown', onKeyDown);
    document.addEventListener('scroll', onScroll, true);
    window.addEventListener('resize', onScroll);
    return () => {
      floating.removeEventListener('keydown', onKeyDown);
      document.removeEventListener('scroll', onScroll, true);
      window.removeEventListener('resize', onScroll);
    };
  }, []);
  return (
    <span ref={place}>
      <span
        ref={box}
        popover="manual"
        className={css.floating}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (!currentTarget.contains(relatedTarget)) onClose();
        }}
      >
        {children}
      </span>
    </span>
  );
}
