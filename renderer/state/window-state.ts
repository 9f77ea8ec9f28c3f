import { create } from 'zustand';
import type { ViewId } from '../app/views.ts';

interface WindowState {
  view: ViewId;
  armDialog: { open: boolean; accountName: string | null };
  shortcutMap: boolean;
  demoNoticeClosed: boolean;
  /** The account that the accounts view should show when it is opened; that view takes it. */
  focusAccount: string | null;
  /** True until the ticket has taken the focus that was asked for. */
  ticketFocusWanted: boolean;
  /** The page that tells how accounts are added. */
  accountGuide: boolean;
}

/** What this window shows. Engine state is never kept here. */
export const useWindow = create<WindowState>(() => ({
  view: 'desk',
  armDialog: { open: false, accountName: null },
  shortcutMap: false,
  demoNoticeClosed: false,
  focusAccount: null,
  ticketFocusWanted: false,
  accountGuide: false,
}));

export function openView(view: ViewId): void {
  useWindow.setState({ view });
}

/** Opens the accounts view on one account. */
export function openAccount(name: string): void {
  useWindow.setState({ view: 'accounts', focusAccount: name });
}

export function openArmDialog(accountName: string | null = null): void {
  useWindow.setState({ armDialog: { open: true, accountName } });
}

export function closeArmDialog(): void {
  useWindow.setState({ armDialog: { open: false, accountName: null } });
}

/** Brings the operator to the signal ticket, from any view. */
export function focusTicket(): void {
  useWindow.setState({ view: 'desk', ticketFocusWanted: true });
}
