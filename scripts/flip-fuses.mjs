import path from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/** Every switch of Electron's own, given explicitly: one that a later Electron adds fails the build until it is decided here. */
export function fuses(platform) {
  return {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Electron must not serve as a plain Node, nor be debugged, with what the console holds in memory.
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    // Checked by the operating system's loader; Linux has no such check.
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: platform !== 'linux',
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The page comes from a scheme of our own; no file:// page exists.
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.WasmTrapHandlers]: true,
  };
}

/** electron-builder's hook: after packing, before signing. */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  const executable = {
    darwin: `${name}.app`,
    win32: `${name}.exe`,
    linux: packager.executableName,
  }[electronPlatformName];
  await flipFuses(path.join(appOutDir, executable), {
    ...fuses(electronPlatformName),
    resetAdHocDarwinSignature: electronPlatformName === 'darwin',
  });
}
