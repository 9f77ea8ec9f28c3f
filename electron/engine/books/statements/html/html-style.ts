/** Paper: the console's light theme, calm enough to be printed. No font, picture or sheet is fetched. */
export const STYLE = `
:root { color-scheme: light; --ink: #12161e; --soft: #596273; --hair: #e8ebf0; --edge: #d9dde5; --accent: #5b4ce0;
  --up: #0b6b45; --down: #b3214b; --paper: #1d5bb5; --testnet: #6b4300; --real: #cf3a0c;
  --figures: "JetBrains Mono", ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, monospace; }
* { box-sizing: border-box; margin: 0; }
html { background: #eceef2; }
body { font: 13px/1.45 Inter, system-ui, "Segoe UI", Helvetica, Arial, sans-serif; color: var(--ink); padding: 32px 16px; }
main { max-width: 1000px; margin: 0 auto; background: #fff; border: 1px solid var(--edge); border-radius: 8px; padding: 48px 56px; }
.real main { border-top: 4px solid var(--real); }
.testnet main { border-top: 4px dashed #a86a00; }
.paper main { border-top: 4px dotted #2f72d3; }
header { display: grid; grid-template-columns: 1fr auto; gap: 4px 24px; align-items: start; }
.over { font-size: 11px; letter-spacing: .055em; text-transform: uppercase; color: var(--soft); }
h1 { font-size: 30px; line-height: 1.2; font-weight: 620; letter-spacing: -.01em; overflow-wrap: anywhere; }
.period { font-size: 15px; color: var(--soft); }
.kind { text-align: right; }
.mark { display: inline-block; font: 620 12px/1 var(--figures); letter-spacing: .08em; padding: 7px 12px; }
.real .mark { background: var(--real); color: #fff; }
.testnet .mark { color: var(--testnet); border: 1.5px solid #a86a00; clip-path: polygon(7px 0, 100% 0, 100% calc(100% - 7px), calc(100% - 7px) 100%, 0 100%, 0 7px);
  background: repeating-linear-gradient(135deg, rgb(226 154 30 / .34) 0 4px, rgb(226 154 30 / .12) 4px 8px); }
.paper .mark { color: var(--paper); border: 1.5px dashed #2f72d3; border-radius: 999px; }
.kind p { margin-top: 6px; max-width: 26ch; color: var(--soft); font-size: 12px; }
dl.facts { display: grid; grid-template-columns: repeat(3, 1fr); gap: 14px 24px; margin: 28px 0 0; padding: 18px 0; border: solid var(--edge); border-width: 1px 0; }
dt { font-size: 11px; color: var(--soft); }
dd { font-weight: 520; overflow-wrap: anywhere; }
.figures { display: grid; grid-template-columns: repeat(4, 1fr); gap: 24px; margin: 28px 0 8px; }
.figures p { font-size: 11px; color: var(--soft); overflow-wrap: anywhere; }
.figures strong { display: block; font: 560 21px/1.3 var(--figures); font-variant-ligatures: none; letter-spacing: -.03em; white-space: nowrap; }
.figures small { font: 420 12px var(--figures); color: var(--soft); letter-spacing: 0; }
.curve { display: grid; grid-template-columns: 1fr auto; gap: 6px 10px; margin-top: 20px; }
.curve svg { width: 100%; height: 190px; display: block; }
.curve path { vector-effect: non-scaling-stroke; fill: none; }
.curve .grid { stroke: var(--hair); stroke-width: 1; }
.curve .area { fill: rgb(91 76 224 / .09); }
.curve .line { stroke: var(--accent); stroke-width: 1.75; stroke-linejoin: round; }
.scale, .dates { display: flex; justify-content: space-between; font: 11px var(--figures); color: var(--soft); }
.scale { flex-direction: column; text-align: right; padding: 4px 0; }
section { margin-top: 36px; }
h2 { font-size: 16px; font-weight: 620; break-after: avoid; }
.lead { color: var(--soft); font-size: 12px; break-after: avoid; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; margin-top: 10px; font-size: 12px; }
th { text-align: left; font-weight: 420; font-size: 11px; color: var(--soft); border-bottom: 1px solid var(--edge); padding: 5px 8px 5px 0; vertical-align: bottom; }
td { border-bottom: 1px solid var(--hair); padding: 6px 8px 6px 0; vertical-align: top; overflow-wrap: anywhere; }
.n { text-align: right; padding-right: 0; padding-left: 8px; }
.n + :is(td, th):not(.n) { padding-left: 20px; }
td.n { font-family: var(--figures); font-variant-numeric: tabular-nums; font-variant-ligatures: none; overflow-wrap: normal; white-space: nowrap; }
td small { display: block; font-size: 10.5px; font-weight: 420; color: var(--soft); white-space: normal; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
tfoot { display: table-row-group; }
tfoot td { font-weight: 620; border-bottom: 0; }
tfoot tr:first-child td { border-top: 2px solid var(--ink); }
tbody:has(+ tfoot) tr:last-child td { border-bottom: 0; }
.up { color: var(--up); } .down { color: var(--down); }
.notes { columns: 2; column-gap: 40px; padding-left: 16px; margin-top: 10px; color: #414a59; font-size: 12px; }
.notes li { break-inside: avoid; margin-bottom: 8px; overflow-wrap: anywhere; }
footer { margin-top: 40px; padding-top: 12px; border-top: 1px solid var(--edge); font-size: 11px; color: var(--soft); display: flex; justify-content: space-between; gap: 24px; }
@media (max-width: 760px) { main { padding: 28px 20px; } dl.facts, .figures { grid-template-columns: 1fr 1fr; } .notes { columns: 1; }
  section { overflow-x: auto; } }
@page { size: A4; margin: 14mm 13mm; }
@media print { html { background: none; } body { padding: 0; font-size: 11px; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  main { max-width: none; border-width: 0; border-radius: 0; padding: 10px 0 0; } table { font-size: 9.5px; } th, td small { font-size: 8.5px; }
  .figures { gap: 16px; } .figures strong { font-size: 16px; } section { margin-top: 24px; } }
`;
