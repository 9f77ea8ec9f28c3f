import { mappedInParts } from '../in-parts.ts';
import type { Cell, Sheet, SheetPart, SheetTable } from '../statement-sheet.ts';
import { escaped } from './escape.ts';
import { curveHtml } from './html-curve.ts';
import { STYLE } from './html-style.ts';

/** One file that needs nothing else: no script runs in it, and it asks for nothing. */
export async function statementHtml(sheet: Sheet, pause: () => Promise<void>): Promise<string> {
  const sections: string[] = [];
  for (const part of sheet.parts) sections.push(await partHtml(part, pause));
  const { kind, kindWord, kindMeaning, account, period, facts, figures, curve, notes, foot } = sheet;
  return `<!doctype html>
<html lang="en" class="${kind}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`Statement of ${account}, ${period} (${kindWord})`)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header>
<div><p class="over">Account statement</p><h1>${escaped(account)}</h1><p class="period">${escaped(period)}</p></div>
<div class="kind"><span class="mark">${escaped(kindWord)}</span><p>${escaped(kindMeaning)}</p></div>
</header>
<dl class="facts">
${facts.map(({ label, value }) => `<div><dt>${escaped(label)}</dt><dd>${escaped(value)}</dd></div>`).join('\n')}
</dl>
<div class="figures">
${figures.map(figureHtml).join('\n')}
</div>
${curve ? curveHtml(curve) : ''}
${sections.join('\n')}
<section><h2>Notes</h2><ul class="notes">
${notes.map((note) => `<li>${escaped(note)}</li>`).join('\n')}
</ul></section>
<footer><span>${escaped(foot)}</span><span>Quantum Trader Console</span></footer>
</main>
</body>
</html>
`;
}

function figureHtml({ label, value, unit, sub, tone }: Sheet['figures'][number]): string {
  const strong = `<strong${tone ? ` class="${tone}"` : ''}>${escaped(value)} <small>${escaped(unit)}</small></strong>`;
  return `<div><p>${escaped(label)}</p>${strong}<p>${escaped(sub)}</p></div>`;
}

type Pause = () => Promise<void>;

async function partHtml({ title, lead, table, empty }: SheetPart, pause: Pause): Promise<string> {
  const isEmpty = table.rows.length + table.sums.length === 0;
  const said = isEmpty ? empty : lead;
  const words = said ? `<p class="lead">${escaped(said)}</p>` : '';
  return `<section><h2>${escaped(title)}</h2>${words}${isEmpty ? '' : await tableHtml(table, pause)}</section>`;
}

async function tableHtml({ columns, rows, sums }: SheetTable, pause: Pause): Promise<string> {
  const all = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => `<col style="width:${((share / all) * 100).toFixed(2)}%">`).join('');
  const heads = columns.map(
    ({ title, figures }) => `<th scope="col"${figures ? ' class="n"' : ''}>${escaped(title)}</th>`,
  );
  const line = (cells: Cell[]): string =>
    `<tr>${cells.map((cell, i) => cellHtml(cell, columns[i]?.figures ?? false)).join('')}</tr>`;
  const foot = sums.length > 0 ? `\n<tfoot>${sums.map(line).join('\n')}</tfoot>` : '';
  return `<table><colgroup>${widths}</colgroup><thead><tr>${heads.join('')}</tr></thead>
<tbody>${(await mappedInParts(rows, pause, line)).join('\n')}</tbody>${foot}</table>`;
}

function cellHtml({ text, sub, tone }: Cell, figures: boolean): string {
  const classes = [figures ? 'n' : '', tone ?? ''].filter(Boolean).join(' ');
  const small = sub ? `<small>${escaped(sub)}</small>` : '';
  return `<td${classes ? ` class="${classes}"` : ''}>${escaped(text)}${small}</td>`;
}
