import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron';

/** What every page of ours gets. Frozen, and held to these values by a test: each is a wall. */
const WALLED: WebPreferences = Object.freeze({
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webviewTag: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  spellcheck: false,
});

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
  webPreferences: WALLED,
});

/** The window in which the operator confirms, over the console's own. Its pages live in a session of their own. */
export const CONFIRM_WINDOW_OPTIONS: BrowserWindowConstructorOptions = Object.freeze({
  width: 520,
  height: 600,
  useContentSize: true,
  show: false,
  modal: true,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  skipTaskbar: true,
  autoHideMenuBar: true,
  title: 'Confirm',
  backgroundColor: '#090b0f',
  webPreferences: WALLED,
});
