import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { REPOSITORY } from './build.ts';

/**
 * Electron and a display, or why the desktop cannot run here. The `electron` package is not imported for its path: without
 * its binary it would begin to download one.
 */
export function desktopRuntime(): { missing: string | null } {
  const executable = electronExecutable();
  if (!existsSync(executable)) return { missing: `there is no Electron at ${executable}` };
  const needsDisplay = process.platform === 'linux';
  if (needsDisplay && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { missing: 'there is no display; "xvfb-run -a" gives one' };
  }
  return { missing: null };
}

function electronExecutable(): string {
  const packageDir = path.join(REPOSITORY, 'node_modules', 'electron');
  const pathFile = path.join(packageDir, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  return path.join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(packageDir, 'dist'), name);
}
