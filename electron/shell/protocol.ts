import type { CustomScheme, Protocol } from 'electron';
import type { ConsoleFiles } from '../server/console-files.ts';
import { CONSOLE_SCHEME, isConsoleUrl } from './origin.ts';

/** To be registered before the app is ready. `codeCache` lets Chromium keep compiled scripts between starts. */
export const CONSOLE_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: CONSOLE_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** Serves the built page at its own address, and nothing else. */
export function serveConsole(protocol: Pick<Protocol, 'handle'>, files: ConsoleFiles): void {
  protocol.handle(CONSOLE_SCHEME, (request) => answerFrom(files, request));
}

export function answerFrom(files: ConsoleFiles, request: { method: string; url: string }): Response {
  const file = request.method === 'GET' && isConsoleUrl(request.url) ? files.find(new URL(request.url).pathname) : null;
  return file ? new Response(file.body, { headers: file.headers }) : new Response(null, { status: 404 });
}
