/**
 * Whether a pattern fits a whole text: `*` stands for any characters, `?` for one. Case does not matter. Goes back to the last
 * `*` alone, so it takes at most pattern times text steps, whatever an operator has written.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const wanted = pattern.toLowerCase();
  const given = text.toLowerCase();
  let at = 0;
  let star = -1;
  let resumeAt = 0;
  for (let i = 0; i < given.length;) {
    if (at < wanted.length && wanted[at] === '*') {
      star = at++;
      resumeAt = i;
    } else if (at < wanted.length && (wanted[at] === '?' || wanted[at] === given[i])) {
      at += 1;
      i += 1;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resumeAt;
    } else {
      return false;
    }
  }
  while (wanted[at] === '*') at += 1;
  return at === wanted.length;
}

export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, text));
}
