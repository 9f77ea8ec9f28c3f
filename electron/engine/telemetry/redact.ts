/** Replaces every known secret, and whatever looks like a signature or a signed parameter, by `[secret]`. */
export type Redact = (text: string) => string;

const SIGNED = /((?:signature|api[-_]?key|secret|passphrase|api[-_]?sign)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi;

/**
 * Secrets are matched by value, in the forms in which they travel: raw, URL-encoded, JSON-escaped and base64. Names of
 * fields alone would miss a secret inside somebody else's error text.
 */
export function createRedactor(secrets: readonly string[]): Redact {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    forms.add(secret);
    forms.add(encodeURIComponent(secret));
    forms.add(JSON.stringify(secret).slice(1, -1));
    forms.add(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
  }
  const longestFirst = [...forms].toSorted((a, b) => b.length - a.length).map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  const known = longestFirst.length > 0 ? new RegExp(longestFirst.join('|'), 'g') : null;
  return (text) => {
    const masked = text.replace(SIGNED, '$1[secret]');
    return known ? masked.replace(known, '[secret]') : masked;
  };
}
