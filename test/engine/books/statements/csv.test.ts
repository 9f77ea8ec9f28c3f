import { describe, expect, it } from 'vitest';
import { csvHeads, csvLine, figure, text } from '../../../../electron/engine/books/statements/csv/csv.ts';

const line = (...cells: Parameters<typeof csvLine>[0]): string => csvLine(cells).slice(0, -2);

describe('CSV', () => {
  it('has one line of heads, and every line ends with CR LF', () => {
    expect(csvHeads(['a', 'b,c'])).toBe('a,"b,c"\r\n');
    expect(csvLine([text('x'), figure('1.5')])).toBe('x,1.5\r\n');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['-2', "'-2"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['a=b', 'a=b'],
  ])('text that a spreadsheet would run is text: %j', (value, written) => {
    expect(line(text(value))).toBe(written);
  });

  it('a figure stays a figure below zero, and nothing known is an empty cell', () => {
    expect(line(figure('-12.50'), figure(null), text(null))).toBe('-12.50,,');
  });

  it('quotes what has commas, quotes or lines in it, after it was made harmless', () => {
    expect(line(text('a "b", c'))).toBe('"a ""b"", c"');
    expect(line(text('=HYPERLINK("x","y")\r\nz'))).toBe('"\'=HYPERLINK(""x"",""y"")\r\nz"');
  });
});
