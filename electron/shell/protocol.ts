import type { CustomScheme, Protocol } from 'electron';
import type { ConsoleFiles, PageRules } from '../server/console-files.ts';
import { CONSOLE_SCHEME } from './origin.ts';

/** To be registered before the app is ready. `codeCache` lets Chromium keep compiled scripts between starts. */
export const CONSOLE_SCHEME_PRIVILEGES: CustomScheme = {
  scheme: CONSOLE_SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

/** One page of ours: its built files, where it lives, and its rules where they are not those of the console. */
export interface OwnPage {
  files: ConsoleFiles;
  isOwnUrl: (url: string) => boolean;
  rules?: PageRules;
}

/** Serves a built page at its own address, and nothing else, to the session that `protocol` is of. */
export function servePage(protocol: Pick<Protocol, 'handle'>, page: OwnPage): void {
  protocol.handle(CONSOLE_SCHEME, (request) => answerFrom(page, request));
}

export function answerFrom({ files, isOwnUrl, rules }: OwnPage, request: { method: string; url: string }): Response {
  const isOwn = request.method === 'GET' && isOwnUrl(request.url);
  const file = isOwn ? files.find(new URL(request.url).pathname, rules) : null;
  return file ? new Response(file.body, { headers: file.headers }) : new Response(null, { status: 404 });
}
