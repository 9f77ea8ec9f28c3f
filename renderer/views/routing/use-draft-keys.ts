import { useEffect } from 'react';
import { draftActions } from './draft-store.ts';

/**
 * Ctrl+Z and Ctrl+Shift+Z step through the draft, also from a select or a tick box, which is where the focus stays after a
 * change; a text field keeps its own undo.
 */
export function useDraftKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'z') return;
      if (isText(event.target)) return;
      event.preventDefault();
      if (event.shiftKey) draftActions.redo();
      else draftActions.undo();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type);
}
