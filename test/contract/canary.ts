import { randomBytes } from 'node:crypto';

/** A credential that can be found again, however it was written, whole or in part. */
export interface Canary {
  label: string;
  value: string;
  /** Long enough that nothing else contains them by chance. */
  cores: string[];
}

/** `pattern` with each `#` replaced by 16 random letters and digits. */
export function plant(label: string, pattern: string): Canary {
  const cores: string[] = [];
  const value = pattern.replace(/#/g, () => {
    const core = `z${randomBytes(12).toString('base64').replace(/[+/=]/g, 'Q').slice(0, 15)}`;
    cores.push(core);
    return core;
  });
  return { label, value, cores };
}

export interface Finding {
  where: string;
  what: string;
}

export type Scan = (where: string, bytes: Buffer | string) => Finding[];

/** Looks for every canary in every form, for these signatures, and for whatever looks like a signed parameter. */
export function scanner(canaries: readonly Canary[], signatures: Iterable<string>): Scan {
  const needles = canaries.flatMap(({ label, cores }) =>
    cores.flatMap((core) => formsOf(core)).map((bytes) => ({ what: label, bytes })),
  );
  const known = new Set([...signatures].map((signature) => signature.toLowerCase()));
  return (where, given) => {
    const bytes = typeof given === 'string' ? Buffer.from(given) : given;
    const hits = needles.filter((needle) => bytes.includes(needle.bytes)).map(({ what }) => what);
    const found = [...new Set(hits)].map((what) => ({ where, what }));
    const text = bytes.toString('latin1');
    if (hexRuns(text).some((hex) => known.has(hex))) found.push({ where, what: 'a signature' });
    if (/signature=[0-9a-f]{32,}/i.test(text)) found.push({ where, what: 'a signed parameter' });
    return found;
  };
}

/** Everything in a text that could be an HMAC-SHA256 in hex. */
function hexRuns(text: string): string[] {
  const runs = text.toLowerCase().match(/[0-9a-f]{64,}/g) ?? [];
  return runs.flatMap((run) => Array.from({ length: run.length - 63 }, (_, i) => run.slice(i, i + 64)));
}

/** Everything that letters and digits may be written as: no URL, form or JSON changes them. */
function formsOf(core: string): Buffer[] {
  const bytes = Buffer.from(core);
  const hex = bytes.toString('hex');
  const texts = [core, core.toLowerCase(), core.toUpperCase(), hex, hex.toUpperCase()];
  // Inside of a longer text base64 looks different at each of three offsets; its ends depend on the neighbours.
  for (const offset of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const inner = whole.slice(offset === 0 ? 0 : 4, Math.floor((offset + bytes.length) / 3) * 4);
    texts.push(inner, inner.replaceAll('+', '-').replaceAll('/', '_'));
  }
  const utf16 = Buffer.from(core, 'utf16le');
  return [...[...new Set(texts)].map((text) => Buffer.from(text)), utf16, Buffer.from(utf16).swap16()];
}
