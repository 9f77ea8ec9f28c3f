import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitDownloads } from '../../electron/shell/downloads.ts';
import { menuTemplate } from '../../electron/shell/menu.ts';
import { confine } from '../../electron/shell/navigation.ts';
import { isConfirmUrl, isConsoleUrl } from '../../electron/shell/origin.ts';
import { denyPermissions } from '../../electron/shell/permissions.ts';
import { CONSOLE_SCHEME_PRIVILEGES } from '../../electron/shell/protocol.ts';
import { CONFIRM_WINDOW_OPTIONS, WINDOW_OPTIONS } from '../../electron/shell/window-options.ts';

const LOOK_ALIKES = [
  'app://console.evil/',
  'app://console@evil/',
  'app://evil@console/',
  'app://consolee/',
  'app://console:8080/',
  'app:console/',
  'apps://console/',
  'https://console/',
  'file:///console/',
  'devtools://devtools/bundled/inspector.html',
  'javascript:alert(1)',
  'data:text/html,app://console/',
  'about:blank',
  'chrome://gpu',
  '',
];

describe('window options', () => {
  it('are exactly these, and cannot be changed', () => {
    expect(WINDOW_OPTIONS).toEqual({
      width: 1440,
      height: 900,
      minWidth: 1100,
      minHeight: 700,
      show: false,
      autoHideMenuBar: true,
      title: 'Quantum Trader Console',
      backgroundColor: '#090b0f',
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        spellcheck: false,
      },
    });
    expect(Object.isFrozen(WINDOW_OPTIONS)).toBe(true);
    expect(Object.isFrozen(WINDOW_OPTIONS.webPreferences)).toBe(true);
  });

  it('are as strict for the window that confirms, which is modal and of one size', () => {
    expect(CONFIRM_WINDOW_OPTIONS).toMatchObject({ modal: true, resizable: false, minimizable: false, show: false });
    expect(CONFIRM_WINDOW_OPTIONS.webPreferences).toEqual(WINDOW_OPTIONS.webPreferences);
    expect(Object.isFrozen(CONFIRM_WINDOW_OPTIONS)).toBe(true);
    expect(Object.isFrozen(CONFIRM_WINDOW_OPTIONS.webPreferences)).toBe(true);
  });

  it('go with a scheme that neither bypasses the policy nor takes service workers', () => {
    expect(CONSOLE_SCHEME_PRIVILEGES).toEqual({
      scheme: 'app',
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    });
  });
});

describe('the console’s own address', () => {
  it('is told from every look-alike', () => {
    expect(['app://console/', 'app://console/index.html', 'app://console/#/desk'].map(isConsoleUrl)).toEqual([
      true,
      true,
      true,
    ]);
    expect(LOOK_ALIKES.filter(isConsoleUrl)).toEqual([]);
    expect(['app://confirm/', 'app://confirm.evil/', 'app://confirm@evil/'].filter(isConsoleUrl)).toEqual([]);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.domain().map((domain) => `app://${domain}/`),
        ),
        (url) => {
          expect(isConsoleUrl(url)).toBe(false);
        },
      ),
    );
  });
});

describe('the address of the surface', () => {
  it('is no address of the console, and told from every look-alike', () => {
    expect(isConfirmUrl('app://confirm/')).toBe(true);
    const others = [
      'app://console/',
      'app://confirm.evil/',
      'app://confirm@evil/',
      'app://confirm:1/',
      'https://confirm/',
    ];
    expect([...LOOK_ALIKES, ...others].filter(isConfirmUrl)).toEqual([]);
  });
});

describe('navigation', () => {
  it('stays on the console’s pages, opens no window and attaches no view', () => {
    const handlers = new Map<string, (event: { preventDefault(): void; url: string }) => void>();
    let open: (() => { action: string }) | undefined;
    const contents = {
      on: ((name: string, handler: never) => handlers.set(name, handler)) as never,
      setWindowOpenHandler: (handler: unknown) => (open = handler as never),
    };
    confine(contents, isConsoleUrl);
    const prevented = (name: string, url: string): boolean => {
      let stopped = false;
      handlers.get(name)?.({ url, preventDefault: () => (stopped = true) });
      return stopped;
    };
    expect([...handlers.keys()].toSorted()).toEqual([
      'will-attach-webview',
      'will-frame-navigate',
      'will-navigate',
      'will-redirect',
    ]);
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect(LOOK_ALIKES.filter((url) => !prevented(name, url))).toEqual([]);
      expect(prevented(name, 'app://console/#/orders')).toBe(false);
    }
    expect(prevented('will-attach-webview', 'app://console/')).toBe(true);
    expect(open?.()).toEqual({ action: 'deny' });
  });
});

describe('permissions', () => {
  // Every name that Electron documents for the request and the check handler.
  const NAMES = [
    'accessibility-events',
    'clipboard-read',
    'clipboard-sanitized-write',
    'deprecated-sync-clipboard-read',
    'display-capture',
    'fileSystem',
    'fullscreen',
    'geolocation',
    'hid',
    'idle-detection',
    'keyboardLock',
    'local-fonts',
    'media',
    'mediaKeySystem',
    'midi',
    'midiSysex',
    'notifications',
    'openExternal',
    'payment-handler',
    'background-sync',
    'pointerLock',
    'serial',
    'speaker-selection',
    'storage-access',
    'top-level-storage-access',
    'usb',
    'window-management',
    'unknown',
    'one-that-comes-later',
  ];

  it('are all denied but copying text, by every handler there is', () => {
    type Ask = (contents: null, permission: string, answer: (allowed: boolean) => void) => void;
    let ask: Ask | undefined;
    let check: ((contents: null, permission: string) => boolean) | undefined;
    let device: (() => boolean) | undefined;
    let capture: ((request: null, answer: (streams: object) => void) => void) | undefined;
    denyPermissions({
      setPermissionRequestHandler: (handler) => (ask = handler as never),
      setPermissionCheckHandler: (handler) => (check = handler as never),
      setDevicePermissionHandler: (handler) => (device = handler as never),
      setDisplayMediaRequestHandler: (handler) => (capture = handler as never),
    });
    const granted = NAMES.filter((name) => {
      let allowed = false;
      ask?.(null, name, (answer) => (allowed = answer));
      return allowed;
    });
    expect(granted).toEqual(['clipboard-sanitized-write']);
    expect(NAMES.filter((name) => check?.(null, name))).toEqual(['clipboard-sanitized-write']);
    expect(device?.()).toBe(false);
    const streams: object[] = [];
    capture?.(null, (given) => streams.push(given));
    expect(streams).toEqual([{}]);
  });
});

describe('the menu', () => {
  it('has no reload and no developer tools in a packaged console', () => {
    const roles = (packaged: boolean) => JSON.stringify(menuTemplate('linux', packaged));
    expect(roles(true)).not.toMatch(/reload|toggleDevTools/);
    expect(roles(false)).toMatch(/reload.*toggleDevTools/);
  });

  it('has the edit menu on macOS, where copy and paste need it', () => {
    expect(menuTemplate('darwin', true).map((item) => item.role)).toContain('editMenu');
  });
});

describe('downloads', () => {
  /** Whether a file at that address may be saved. */
  const passes = (url: string, isOwn = isConsoleUrl): boolean => {
    const told: string[] = [];
    limitDownloads(
      {
        on: (_name: string, listener: (...given: unknown[]) => void) => {
          listener({ preventDefault: () => told.push('dropped') }, { getURL: () => url });
        },
      } as never,
      isOwn,
    );
    return told.length === 0;
  };

  it('are of files that our own page made, and of nothing else', () => {
    expect(passes('blob:app://console/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed')).toBe(true);
    expect(passes('blob:app://confirm/1b9d6bcd')).toBe(false);
    expect(passes('app://console/index.html')).toBe(false);
    expect(LOOK_ALIKES.filter((url) => passes(url) || passes(`blob:${url}`))).toEqual([]);
    expect(passes('blob:app://console/1b9d6bcd', () => false)).toBe(false);
  });
});
