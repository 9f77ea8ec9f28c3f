import { printable } from '../printable.ts';

/** Signs beyond Latin 1 that the standard fonts of a PDF have (PDF 32000-1, annex D.2, WinAnsiEncoding). */
const BEYOND = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** Text in the signs that the standard fonts can show; what they cannot is replaced by its nearest, or by a question mark. */
export function winAnsi(text: string): string {
  return printable(text).replaceAll('−', '–').replaceAll(/./gu, shown);
}

function shown(sign: string): string {
  if (isKnown(sign)) return sign;
  const [plain = ''] = sign.normalize('NFKD');
  return isKnown(plain) ? plain : '?';
}

const isKnown = (sign: string): boolean => /^[\u0020-\u007e\u00a0-\u00ff]$/.test(sign) || BEYOND.has(sign);
