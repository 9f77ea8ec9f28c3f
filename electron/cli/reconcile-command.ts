import type { Command } from 'commander';
import type { ExternalOrderDocument, ReconcileDocument } from '../../shared/schema/order.ts';
import type { Runner } from './command-runner.ts';
import { EXIT } from './exit-code.ts';
import type { ExitCode } from './exit-code.ts';
import { table } from './output.ts';
import type { Column, Style } from './output.ts';
import { clockTime, orDash, reconcileWord } from './words.ts';

/** `orders reconcile` and `orders external`: the account as its exchange has it. */
export function reconcileCommands(orders: Command, runner: Runner): void {
  const { nowMs } = runner.host;
  orders
    .command('reconcile')
    .description('compare with the exchanges: what rests there, what of ours is not settled, what was traded')
    .option('--account <name>', 'only this account')
    .action((options: { account?: string }) =>
      runner.answer(() => ({
        run: async (client) => {
          const accounts = await client.orders.reconcile.mutate({ account_name: options.account ?? null });
          return {
            document: { accounts },
            exit: exitOfReconcile(accounts),
            text: (style) => reconcileText(accounts, style, nowMs()),
          };
        },
      })),
    );

  orders
    .command('external')
    .description('orders that rest at the exchanges and were not placed from here, as they were last listed')
    .option('--account <name>', 'only this account')
    .action((options: { account?: string }) =>
      runner.answer(() => ({
        run: async (client) => {
          const external = await client.orders.external.query({ account_name: options.account ?? null });
          const text = (style: Style): string =>
            table(external, externalColumns(style, nowMs()), style, 'No external orders.');
          return { document: { external }, text };
        },
      })),
    );
}

/** An account that could not be compared, or an order that is still unknown: nobody may rely on what is shown. */
function exitOfReconcile(accounts: readonly ReconcileDocument[]): ExitCode {
  const certain = accounts.every(
    ({ state, unknown_orders: unknown, error }) =>
      (state === 'done' || state === 'not_needed') && unknown === 0 && error === null,
  );
  return certain ? EXIT.done : EXIT.unknownOutcome;
}

function reconcileText(accounts: readonly ReconcileDocument[], style: Style, nowMs: number): string {
  const columns: Column<ReconcileDocument>[] = [
    { title: 'ACCOUNT', cell: (row) => style.bold(row.account_name) },
    { title: 'STATE', cell: (row) => reconcileWord(row, style) },
    { title: 'AT', cell: (row) => (row.at === null ? '–' : clockTime(row.at, nowMs)) },
    { title: 'UNSETTLED', align: 'right', cell: (row) => String(row.unsettled) },
    { title: 'SETTLED', align: 'right', cell: (row) => String(row.settled) },
    { title: 'FILLS BOOKED', align: 'right', cell: (row) => String(row.fills_booked) },
    { title: 'EXTERNAL', align: 'right', cell: (row) => String(row.external_orders) },
    { title: 'STILL UNKNOWN', align: 'right', cell: (row) => unknownWord(row, style) },
    { title: 'NOTE', cell: ({ error }) => (error ? style.red(`${error.message} (${error.code})`) : '') },
  ];
  return table(accounts, columns, style, 'No accounts.');
}

function unknownWord({ unknown_orders: unknown }: ReconcileDocument, style: Style): string {
  return unknown === 0 ? '0' : style.bold(style.yellow(String(unknown)));
}

function externalColumns(style: Style, nowMs: number): Column<ExternalOrderDocument>[] {
  return [
    { title: 'SINCE', cell: (order) => (order.created_at === null ? '–' : clockTime(order.created_at, nowMs)) },
    { title: 'ACCOUNT', cell: (order) => style.bold(order.account_name) },
    { title: 'VENUE ORDER', cell: (order) => style.dim(order.venue_order_id) },
    { title: 'SYMBOL', cell: (order) => order.symbol },
    { title: 'SIDE', cell: (order) => (order.side === 'buy' ? style.green('buy') : style.red('sell')) },
    { title: 'TYPE', cell: (order) => order.type },
    { title: 'AMOUNT', align: 'right', cell: (order) => order.amount },
    { title: 'PRICE', align: 'right', cell: (order) => orDash(order.price) },
    { title: 'FILLED', align: 'right', cell: (order) => order.filled },
  ];
}
