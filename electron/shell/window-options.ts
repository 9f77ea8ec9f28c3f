import type { BrowserWindowConstructorOptions } from 'electron';

/** How every window of the console is made. Frozen, and held to these values by a test: each is a wall. */
export const WINDOW_OPTIONS: BrowserWindowConstructorOptions = Object.freeze({
  width: 1440,
  height: 900,
  minWidth: 1100,
  minHeight: 700,
  show: false,
  autoHideMenuBar: true,
  title: 'Quantum Trader Console',
  /** The dark theme's ground, so that nothing flashes before the first paint. */
  backgroundColor: '#090b0f',
  webPreferences: Object.freeze({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    spellcheck: false,
  }),
});
