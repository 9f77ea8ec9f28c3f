import { secretForms } from '../accounts/secret-forms.ts';

/** Replaces every known secret, and whatever looks like a signature or a signed parameter, by `[secret]`. */
export type Redact = (text: string) => string;

const SIGNED = /((?:signature|api[-_]?key|secret|passphrase|api[-_]?sign)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi;

/**
 * Secrets are matched by value, in the forms in which they travel. Names of fields alone would miss a secret inside
 * somebody else's error text.
 */
export function createRedactor(secrets: readonly string[]): Redact {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    for (const form of secretForms(secret)) forms.add(form);
  }
  const longestFirst = [...forms]
    .toSorted((a, b) => b.length - a.length)
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const known = longestFirst.length > 0 ? new RegExp(longestFirst.join('|'), 'g') : null;
  return (text) => {
    // Values first: a cut by field name ends at a blank or a comma, and would leave the rest of such a secret standing.
    const masked = known ? text.replace(known, '[secret]') : text;
    return masked.replace(SIGNED, '$1[secret]');
  };
}
