import type { Secret } from '../../accounts/secret.ts';

const MAX_READ = 4_096;
const MAX_SHOWN = 160;

/**
 * Makes a venue's own words fit to be shown and stored: short, printable, and without any credential of ours, should a
 * venue or a proxy quote the request back. Hex as long as a signature goes too.
 */
export function venueText(text: string, secrets: readonly Secret[]): string {
  let shown = text.slice(0, MAX_READ);
  for (const secret of secrets) {
    for (const form of writtenForms(secret.reveal())) shown = shown.replaceAll(form, '[secret]');
  }
  shown = shown
    .replace(/(signature|api_?key|secret|passphrase)(["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi, '$1$2[secret]')
    .replace(/[0-9a-f]{40,}/gi, '[hex]')
    .replace(/[^\x20-\x7e\u00a0-\u024f]+/g, ' ')
    .trim();
  return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown;
}

function writtenForms(value: string): string[] {
  if (value.length < 4) return [];
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), Buffer.from(value).toString('base64')];
}
