import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { TradeDocument, TradePage } from '../../shared/schema/books.ts';
import type { Client } from './client.ts';
import type { Runner } from './command-runner.ts';
import { parseSince } from './duration.ts';
import { figure, gain } from './figure-text.ts';
import { parseLimit } from './limit-option.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { tradesCsv } from './trades-csv.ts';
import { clockTime, modeWord, orDash } from './words.ts';

const PAGE = 1_000;

interface TradeOptions {
  account?: string;
  symbol?: string;
  strategy?: string;
  since?: string;
  until?: string;
  limit?: string;
  csv?: boolean;
}

export function tradesCommand(program: Command, runner: Runner): void {
  const { host } = runner;
  const trades = program.command('trades').description('trades: our fills, and what was imported of the past');
  trades
    .command('list')
    .description('newest first')
    .option('--account <name>', 'only this account')
    .option('--symbol <symbol>', 'only this symbol, such as BTC/USDT')
    .option('--strategy <id>', 'only this strategy')
    .option('--since <time>', 'from a time on: 7d, 1h, or ISO 8601')
    .option('--until <time>', 'before a time, in the same words')
    .option('--limit <n>', 'at most so many, up to 1000; default 200, with --csv all')
    .option('--csv', 'as CSV instead of a table')
    .action((options: TradeOptions) =>
      runner.answer(() => {
        if (options.csv && runner.json()) throw new QtError('INVALID_INPUT', 'Give either --csv or --json.');
        const query = queryOf(options, host.nowMs());
        const limit = options.limit === undefined ? (options.csv ? null : 200) : parseLimit(options.limit);
        return {
          run: async (client) => {
            const page = await pages(client, query, limit);
            if (!options.csv) return { document: page, text: (style) => listText(page, style, host.nowMs()) };
            host.stdout.write(tradesCsv(page.trades));
          },
        };
      }),
    );
}

/** Filters in the form of the router; what it takes and what not is said there, once. */
function queryOf({ account, symbol, strategy, since, until }: TradeOptions, nowMs: number) {
  return {
    account_name: account?.trim().toLowerCase() ?? null,
    symbol: symbol ?? null,
    strategy_id: strategy ?? null,
    since: since === undefined ? null : parseSince(since, nowMs),
    until: until === undefined ? null : parseSince(until, nowMs),
  };
}

/** So many trades, or all of them, page by page. */
async function pages(client: Client, query: ReturnType<typeof queryOf>, limit: number | null): Promise<TradePage> {
  let page = await client.books.trades.query({ ...query, limit: Math.min(limit ?? PAGE, PAGE) });
  const trades = [...page.trades];
  while (limit === null && page.next_before !== null) {
    page = await client.books.trades.query({ ...query, limit: PAGE, before: page.next_before });
    trades.push(...page.trades);
  }
  return { ...page, trades };
}

function listText({ trades, total }: TradePage, style: Style, nowMs: number): string {
  const rows = table<TradeDocument>(
    trades,
    [
      { title: 'TIME', cell: ({ at }) => clockTime(at, nowMs) },
      { title: 'ACCOUNT', cell: (trade) => style.bold(trade.account_name) },
      { title: 'MODE', cell: (trade) => modeWord(trade, style) },
      { title: 'SYMBOL', cell: ({ symbol }) => symbol },
      { title: 'SIDE', cell: ({ side }) => (side === 'buy' ? style.green(side) : style.red(side)) },
      { title: 'AMOUNT', align: 'right', cell: ({ amount }) => amount },
      { title: 'PRICE', align: 'right', cell: ({ price }) => price },
      {
        title: 'FEE',
        align: 'right',
        cell: ({ fee, fee_asset: asset }) => (fee === null ? orDash(fee) : `${figure(fee)} ${asset ?? ''}`.trim()),
      },
      { title: 'REALISED', align: 'right', cell: ({ realised }) => gain(realised, style) },
      { title: 'STRATEGY', cell: ({ strategy_id: strategy }) => orDash(strategy) },
      { title: 'ORIGIN', cell: ({ origin }) => (origin === 'console' ? origin : style.yellow(origin)) },
    ],
    style,
    'No trades.',
  );
  return trades.length < total ? `${rows}\n${style.dim(`${trades.length} of ${total}`)}` : rows;
}
