import type { Page } from '@playwright/test';

/** What went wrong in a page: uncaught errors, errors on its console, and everything that its security policy stopped. */
export interface PageWatch {
  faults: string[];
  /** From now on what matches is part of the test; it is kept out of `faults`. */
  expected: RegExp[];
}

/** Chromium says this of every answer with an error status, which the console itself shows better. */
const NETWORK = /^Failed to load resource|net::ERR_CONNECTION_REFUSED/;
const SAY_VIOLATIONS = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('securitypolicyviolation', event.effectiveDirective, event.blockedURI));`;

/** Watches a page before its first document is loaded, or from now on where it is already there. */
export async function watchPage(page: Page): Promise<PageWatch> {
  const watch: PageWatch = { faults: [], expected: [] };
  const note = (fault: string): void => {
    if (!watch.expected.some((pattern) => pattern.test(fault))) watch.faults.push(fault);
  };
  page.on('pageerror', (error) => note(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => note('the page crashed'));
  page.on('console', (message) => {
    if (message.type() === 'error' && !NETWORK.test(message.text())) note(`console: ${message.text()}`);
  });
  await page.addInitScript(SAY_VIOLATIONS);
  await page.evaluate(SAY_VIOLATIONS);
  return watch;
}
