import type { MenuItemConstructorOptions } from 'electron';

/**
 * The application menu. On macOS copy, paste and quit exist only as menu items; elsewhere the console's own shortcuts must
 * not meet a menu's, so only zoom and full screen are left. No reload and no developer tools in a packaged console.
 */
export function menuTemplate(platform: NodeJS.Platform, isPackaged: boolean): MenuItemConstructorOptions[] {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { role: 'resetZoom' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(isPackaged
        ? []
        : [{ type: 'separator' } as const, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
    ],
  };
  if (platform !== 'darwin') return [view];
  return [{ role: 'appMenu' }, { role: 'editMenu' }, view, { role: 'windowMenu' }];
}
