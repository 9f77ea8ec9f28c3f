import { useEffect, useLayoutEffect, useRef } from 'react';
import { usePreferences } from './preferences.ts';

type Run = () => void;
const handlers = new Map<string, Run[]>();

/** Keys that act by themselves; every other combination needs Ctrl (or Cmd). */
const isSingle = (combo: string): boolean => !combo.startsWith('ctrl+');

/** `ctrl+shift+d`, `f`, `/`, `?`, ` `. A question mark is named by its character, so Shift counts only with Ctrl. */
function comboOf(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>): string | null {
  if (event.altKey) return null;
  const key = event.key.toLowerCase();
  if (!event.ctrlKey && !event.metaKey) return key;
  return `ctrl+${event.shiftKey ? 'shift+' : ''}${key}`;
}

/** G, and within this time a letter, is one shortcut: `g k`. */
const PREFIX = 'g';
const PREFIX_MS = 1_500;
let prefixedAtMs = Number.NEGATIVE_INFINITY;

/** The combination with the G before it; null for a G that begins one. */
function withPrefix(combo: string, atMs: number): string | null {
  const prefixed = atMs - prefixedAtMs < PREFIX_MS;
  prefixedAtMs = combo === PREFIX && !prefixed ? atMs : Number.NEGATIVE_INFINITY;
  if (prefixed) return `${PREFIX} ${combo}`;
  return combo === PREFIX ? null : combo;
}

/** True while a dialog has the floor. */
export function dialogIsOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}

/** True where a letter is text, or where a dialog has the floor. */
function isTyping(target: EventTarget | null): boolean {
  if (dialogIsOpen()) return true;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && !['radio', 'checkbox', 'range', 'button'].includes(target.type);
}

/** Space and Enter belong to the control that has the focus. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a, input, [role="row"], [role="gridcell"]') !== null;
}

export function onShortcutKey(event: KeyboardEvent): void {
  const pressed = comboOf(event);
  if (pressed === null || event.repeat || event.defaultPrevented) return;
  const single = isSingle(pressed);
  if (single && (!usePreferences.getState().singleKeys || isTyping(event.target))) return;
  const combo = single ? withPrefix(pressed, event.timeStamp) : pressed;
  const run = combo === null ? undefined : handlers.get(combo)?.at(-1);
  if (!run || ((pressed === ' ' || pressed === 'enter') && isControl(event.target))) return;
  event.preventDefault();
  run();
}

/** Runs `run` on a shortcut while the component is mounted; the newest of several wins. */
export function useShortcut(combo: string, run: Run): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const mine: Run = () => latest.current();
    const list = handlers.get(combo) ?? [];
    list.push(mine);
    handlers.set(combo, list);
    return () => {
      list.splice(list.indexOf(mine), 1);
    };
  }, [combo]);
}
