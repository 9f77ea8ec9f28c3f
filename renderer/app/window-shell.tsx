import { Suspense, useEffect } from 'react';
import { followEngine } from '../state/follow-engine.ts';
import { useLink } from '../state/link.ts';
import { useArming } from '../state/queries.ts';
import { useWindow } from '../state/window-state.ts';
import { AddAccounts } from './add-accounts.tsx';
import { ApprovalsNotice } from './approvals-notice.tsx';
import { ArmDialog } from './arm-dialog.tsx';
import { CommandPalette } from './command-palette.tsx';
import { ConfirmFrame } from './confirm-frame.tsx';
import { Disconnected } from './disconnected.tsx';
import { NavRail } from './nav-rail.tsx';
import { Notices } from './notices.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import { ShortcutMap } from './shortcut-map.tsx';
import { StatusBar } from './status-bar.tsx';
import { StopBand } from './stop-band.tsx';
import { TopBar } from './top-bar.tsx';
import { useKillKeys } from './use-kill-keys.ts';
import { useWindowShortcuts } from './use-window-shortcuts.ts';
import { ViewBoundary } from './view-boundary.tsx';
import { VIEWS, preloadViews } from './views.ts';
import css from './window-shell.module.css';

/** The window around the views. */
export function WindowShell() {
  useEffect(() => followEngine(), []);
  useEffect(preloadViews, []);
  useKillKeys();
  useWindowShortcuts();
  const viewId = useWindow((state) => state.view);
  const disconnected = useLink() === 'disconnected';
  const armed = (useArming().data?.armed.length ?? 0) > 0 && !disconnected;
  const view = VIEWS.find((each) => each.id === viewId);
  const Content = view?.component;
  return (
    <div className={css.window}>
      {armed ? <div className={css.armedBar} aria-hidden /> : null}
      <NavRail />
      <TopBar />
      <StopBand />
      <main className={css.main} aria-label={view?.label}>
        {disconnected ? <Disconnected /> : null}
        {/* Hidden, not unmounted: a draft outlives a lost link, while no old figure is shown as if it were of now. */}
        <div className={css.content} hidden={disconnected}>
          <h1 className="sr-only">{view?.label}</h1>
          <Notices />
          {viewId === 'approvals' ? null : <ApprovalsNotice />}
          <div className={css.view}>
            <ViewBoundary key={viewId}>
              <Suspense fallback={null}>{Content ? <Content /> : null}</Suspense>
            </ViewBoundary>
          </div>
        </div>
      </main>
      <StatusBar />
      <ArmDialog />
      <ReleaseDialog />
      <AddAccounts />
      <CommandPalette />
      <ShortcutMap />
      <ConfirmFrame />
    </div>
  );
}
