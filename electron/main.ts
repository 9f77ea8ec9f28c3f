import os from 'node:os';
import path from 'node:path';
import { BrowserWindow, Menu, app, ipcMain, protocol, session } from 'electron';
import type { Session } from 'electron';
import { contentSecurityPolicy } from '../shared/csp.ts';
import { prepareDataDir, resolveDataDir } from './engine/data-dir.ts';
import { openConsoleFiles } from './server/console-files.ts';
import { reportFault } from './server/report-fault.ts';
import { createConfirmWindows } from './shell/confirm-windows.ts';
import { limitDownloads } from './shell/downloads.ts';
import { createEngineHost } from './shell/engine-host.ts';
import { serveIpc } from './shell/ipc.ts';
import { closeBeforeQuit, isFirstInstance } from './shell/lifecycle.ts';
import { menuTemplate } from './shell/menu.ts';
import { confine } from './shell/navigation.ts';
import { openDesktopEngine } from './shell/open-desktop-engine.ts';
import { isConfirmUrl, isConsoleUrl } from './shell/origin.ts';
import { denyPermissions } from './shell/permissions.ts';
import { CONSOLE_SCHEME_PRIVILEGES, servePage } from './shell/protocol.ts';
import { openWindow } from './shell/window.ts';

const dist = path.join(import.meta.dirname, '..');
const dataDir = resolveDataDir(process.env, process.platform, os.homedir());
const engine = createEngineHost(
  () => openDesktopEngine(dataDir),
  () => performance.now(),
);

/** Of the surface on which the operator confirms: nothing is shared with the console's page, and nothing is kept. */
const confirmSession = (): Session => session.fromPartition('confirm');

prepareDataDir(dataDir);
// The profile lies in the data directory, so that its single-instance lock is one a data directory too.
app.setPath('userData', path.join(dataDir, 'window'));
// Chromium cannot sandbox what root starts, as tests in a container do; their command line then says so.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([CONSOLE_SCHEME_PRIVILEGES]);

if (isFirstInstance(app, () => BrowserWindow.getAllWindows()[0] ?? null)) {
  app.on('web-contents-created', (_event, contents) =>
    confine(contents, contents.session === confirmSession() ? isConfirmUrl : isConsoleUrl),
  );
  closeBeforeQuit(app, () => engine.close());
  const confirm = createConfirmWindows({
    preload: path.join(dist, 'confirm-preload', 'confirm-preload.cjs'),
    session: confirmSession,
  });
  serveIpc(ipcMain, { engine: engine.get, confirm, onFault: reportFault });
  // Not awaited: Electron becomes ready only after an ES module's top level has run.
  void app.whenReady().then(() => {
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, app.isPackaged)));
    denyPermissions(session.defaultSession);
    denyPermissions(confirmSession());
    limitDownloads(session.defaultSession, isConsoleUrl);
    limitDownloads(confirmSession(), () => false);
    servePage(protocol, { files: openConsoleFiles(path.join(dist, 'renderer')), isOwnUrl: isConsoleUrl });
    servePage(confirmSession().protocol, {
      files: openConsoleFiles(path.join(dist, 'confirm')),
      isOwnUrl: isConfirmUrl,
      rules: { policy: contentSecurityPolicy({}), framed: false },
    });
    openWindow(path.join(dist, 'preload', 'preload.cjs'));
    // A failure is no fault here: the page asks again, and shows what is wrong.
    engine.get().catch(() => {});
  });
}
