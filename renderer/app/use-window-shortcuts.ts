import { useEffect } from 'react';
import { disarm } from '../state/disarm.ts';
import { onShortcutKey, useShortcut } from '../state/shortcuts.ts';
import { focusTicket, openView, useWindow } from '../state/window-state.ts';

/** The shortcuts that work in every view. */
export function useWindowShortcuts(): void {
  useEffect(() => {
    window.addEventListener('keydown', onShortcutKey);
    return () => window.removeEventListener('keydown', onShortcutKey);
  }, []);
  useShortcut('ctrl+1', () => openView('desk'));
  useShortcut('ctrl+2', () => openView('routing'));
  useShortcut('ctrl+3', () => openView('orders'));
  useShortcut('ctrl+4', () => openView('accounts'));
  useShortcut('ctrl+5', () => openView('groups'));
  useShortcut('ctrl+6', () => openView('risk'));
  useShortcut('ctrl+7', () => openView('approvals'));
  useShortcut('ctrl+,', () => openView('settings'));
  useShortcut('g d', () => openView('desk'));
  useShortcut('g r', () => openView('routing'));
  useShortcut('g o', () => openView('orders'));
  useShortcut('g a', () => openView('accounts'));
  useShortcut('g g', () => openView('groups'));
  useShortcut('g k', () => openView('risk'));
  useShortcut('g p', () => openView('approvals'));
  useShortcut('ctrl+shift+d', () => void disarm(null));
  useShortcut('f', focusTicket);
  useShortcut('?', () => useWindow.setState({ shortcutMap: true }));
}
