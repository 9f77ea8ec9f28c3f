import type {
  AccountPnlDocument,
  PnlDocument,
  PnlSumsDocument,
  SymbolBookDocument,
} from '../../shared/schema/books.ts';
import { conversionLines, figure, gain } from './figure-text.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { modeWord, orDash } from './words.ts';

/** A table an account, its sums below. Nothing is added up over accounts. */
export function pnlText({ accounts }: PnlDocument, style: Style): string {
  if (accounts.length === 0) return 'No accounts are registered.';
  return accounts.map((account) => accountText(account, style)).join('\n\n');
}

function accountText(account: AccountPnlDocument, style: Style): string {
  const { account_name: name, owner, whose, method, symbols, sums, error } = account;
  const counted = `${whose === 'mine' ? 'mine' : `for ${owner}`}, ${method === 'fifo' ? 'FIFO' : 'average cost'}, counted in ${sums.currency}`;
  return [
    `${style.bold(name)}  ${modeWord(account, style)}  ${style.dim(counted)}`,
    ...(error ? [style.red(`${error.code}: ${error.message}`)] : []),
    symbolTable(symbols, style),
    ...(symbols.length > 0 ? [sumsText(sums, style), ...notes(account, style)] : []),
  ].join('\n');
}

function symbolTable(symbols: readonly SymbolBookDocument[], style: Style): string {
  return table(
    symbols,
    [
      { title: 'SYMBOL', cell: ({ symbol }) => symbol },
      { title: 'QUANTITY', align: 'right', cell: ({ quantity }) => figure(quantity) },
      { title: 'AVERAGE', align: 'right', cell: ({ average_cost: cost }) => figure(cost) },
      { title: 'MARK', align: 'right', cell: ({ mark }) => (mark ? figure(mark.price) : orDash(null)) },
      { title: 'REALISED', align: 'right', cell: ({ realised }) => gain(realised, style) },
      { title: 'UNREALISED', align: 'right', cell: ({ unrealised }) => gain(unrealised, style) },
      { title: 'FEES', align: 'right', cell: ({ fees_in_quote: fees }) => figure(fees) },
      { title: 'FUNDING', align: 'right', cell: ({ funding }) => gain(funding, style) },
      { title: 'NET', align: 'right', cell: ({ net }) => gain(net, style) },
      { title: 'IN', cell: ({ quote }) => quote },
    ],
    style,
    'No trades.',
  );
}

function sumsText(sums: PnlSumsDocument, style: Style): string {
  const { realised, unrealised, fees, funding, net, net_usd: usd, net_nok: nok } = sums;
  const words = [
    `realised ${gain(realised.value, style)}`,
    `unrealised ${gain(unrealised.value, style)}`,
    `fees ${figure(fees.value)}`,
    `funding ${gain(funding.value, style)}`,
    `net ${gain(net.value, style)} ${net.currency}`,
    `${gain(usd.value, style)} USD`,
    `${gain(nok.value, style)} NOK`,
  ];
  return [`${style.dim('sum')}  ${words.join('  ')}`, ...conversionLines([net, usd, nok], style)].join('\n');
}

/** What a figure must not be taken for. */
function notes({ symbols }: AccountPnlDocument, style: Style): string[] {
  return symbols.flatMap(
    ({ symbol, base, quote, mark, quantity, uncovered, not_held: notHeld, estimated_trades: estimated }) => [
      ...(mark?.stale ? [style.yellow(`${symbol}: the mark is of ${mark.at}`)] : []),
      ...(mark === null && quantity !== '0'
        ? [style.yellow(`${symbol}: no mark, so what is held has no value here`)]
        : []),
      ...(uncovered.quantity === '0'
        ? []
        : [
            style.yellow(
              `${symbol}: ${figure(uncovered.quantity)} ${base} sold beyond what was bought here, for ${figure(uncovered.proceeds)} ${quote}; no profit is told of it`,
            ),
          ]),
      ...(notHeld === null
        ? []
        : [style.yellow(`${symbol}: the books have ${figure(notHeld)} ${base} more than the account holds`)]),
      ...(estimated > 0 ? [style.yellow(`${symbol}: ${estimated} trades are estimated`)] : []),
    ],
  );
}
