import { FuseV1Options } from '@electron/fuses';
import { describe, expect, it } from 'vitest';
import { fuses } from '../../scripts/flip-fuses.mjs';

const named = (platform) => {
  const given = fuses(platform);
  return Object.fromEntries(
    Object.entries(FuseV1Options)
      .filter(([, value]) => typeof value === 'number')
      .map(([name, value]) => [name, given[value]]),
  );
};

describe('fuses', () => {
  it('are all decided, whatever Electron has', () => {
    expect(named('linux')).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: false,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
    expect(fuses('linux').strictlyRequireAllFuses).toBe(true);
  });

  it('check the archive where the system can', () => {
    expect(named('darwin').EnableEmbeddedAsarIntegrityValidation).toBe(true);
    expect(named('win32').EnableEmbeddedAsarIntegrityValidation).toBe(true);
  });
});
