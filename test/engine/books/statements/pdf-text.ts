import { inflateSync } from 'node:zlib';

/** The words of a PDF of ours, a string for every page: what its text operators show, line after line. */
export function pdfPages(bytes: Buffer): string[] {
  const pages: string[] = [];
  let from = 0;
  for (;;) {
    const start = bytes.indexOf('stream\n', from);
    if (start < 0) return pages;
    const end = bytes.indexOf('\nendstream', start);
    const content = inflateSync(bytes.subarray(start + 7, end)).toString('latin1');
    if (content.includes(' TJ')) pages.push(shownBy(content));
    from = end + 10;
  }
}

function shownBy(content: string): string {
  const lines = [...content.matchAll(/\[((?:<[0-9a-f]*>|[\s\d.-])*)\] TJ/g)].map(([, parts = '']) =>
    [...parts.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => windows1252(Buffer.from(hex, 'hex'))).join(''),
  );
  return lines.join('\n');
}

const windows1252 = (bytes: Buffer): string => new TextDecoder('windows-1252').decode(bytes);
