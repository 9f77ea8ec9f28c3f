import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { ORDER_STATUSES } from '../../shared/schema/order.ts';
import type { OrderDetailDocument, OrderDocument, OrderStatus } from '../../shared/schema/order.ts';
import type { Runner } from './command-runner.ts';
import { decisionText } from './decision-text.ts';
import { exitOfCancel } from './exit-code.ts';
import { parseLimit } from './limit-option.ts';
import { table } from './output.ts';
import type { Column, Style } from './output.ts';
import { clockTime, modeWord, orDash, statusWord } from './words.ts';

export function ordersCommand(program: Command, runner: Runner): void {
  const { nowMs } = runner.host;
  const orders = program.command('orders').description('orders, open and past');

  orders
    .command('list')
    .description('newest first')
    .option('--account <name>', 'only this account')
    .option('--status <status>', `only this status: ${ORDER_STATUSES.join(', ')}, or unsettled`)
    .option('--limit <n>', 'at most so many, up to 1000', '200')
    .action((options: { account?: string; status?: string; limit: string }) =>
      runner.answer(() => {
        const query = {
          account_name: options.account ?? null,
          status: options.status === undefined ? null : parseStatus(options.status),
          limit: parseLimit(options.limit),
        };
        return {
          run: async (client) => {
            const { orders: found } = await client.orders.list.query(query);
            const text = (style: Style): string => table(found, orderColumns(style, nowMs()), style, 'No orders.');
            return { document: { orders: found }, text };
          },
        };
      }),
    );

  orders
    .command('show')
    .argument('<id>', 'order id')
    .description('one order: its life, its fills, and why it went where it did')
    .action((id: string) =>
      runner.answer(() => ({
        run: async (client) => {
          const detail = await client.orders.get.query({ id });
          return { document: detail, text: (style) => detailText(detail, style, nowMs()) };
        },
      })),
    );

  orders
    .command('cancel')
    .argument('<id>', 'order id')
    .description('ask the venue to cancel an order')
    .action((id: string) =>
      runner.answer(() => ({
        run: async (client) => {
          const order = await client.orders.cancel.mutate({ id });
          return {
            document: { order },
            exit: exitOfCancel(order),
            text: (style) => table([order], orderColumns(style, nowMs()), style, ''),
          };
        },
      })),
    );
}

function parseStatus(text: string): OrderStatus | 'unsettled' {
  const status = [...ORDER_STATUSES, 'unsettled' as const].find((known) => known === text);
  if (!status) throw new QtError('INVALID_INPUT', `"${text}" is not an order status.`);
  return status;
}

function orderColumns(style: Style, nowMs: number): Column<OrderDocument>[] {
  return [
    { title: 'TIME', cell: (order) => clockTime(order.created_at, nowMs) },
    { title: 'ORDER', cell: (order) => style.dim(order.id) },
    { title: 'ACCOUNT', cell: (order) => style.bold(order.account_name) },
    { title: 'MODE', cell: (order) => modeWord(order, style) },
    { title: 'SYMBOL', cell: (order) => order.symbol },
    { title: 'SIDE', cell: (order) => (order.side === 'buy' ? style.green('buy') : style.red('sell')) },
    { title: 'TYPE', cell: (order) => order.type },
    { title: 'AMOUNT', align: 'right', cell: (order) => order.amount },
    { title: 'PRICE', align: 'right', cell: (order) => orDash(order.price) },
    { title: 'FILLED', align: 'right', cell: (order) => order.filled },
    { title: 'AVERAGE', align: 'right', cell: (order) => orDash(order.average) },
    { title: 'STATUS', cell: (order) => statusWord(order.status, style) },
    { title: 'NOTE', cell: (order) => orderNote(order, style) },
  ];
}

function orderNote(order: OrderDocument, style: Style): string {
  if (order.error) return style.red(order.error.code);
  return order.cancel_requested && order.status !== 'canceled' ? 'cancel requested' : '';
}

function detailText(detail: OrderDetailDocument, style: Style, nowMs: number): string {
  const { order, transitions, fills, decision } = detail;
  const sections = [
    table([order], orderColumns(style, nowMs), style, ''),
    [
      style.dim('client order id  ') + order.client_order_id,
      style.dim('venue order id   ') + orDash(order.venue_order_id),
      style.dim('signal           ') + order.signal_id,
      ...(order.note ? [style.dim('note             ') + order.note] : []),
      ...(order.error
        ? [style.dim('error            ') + style.red(`${order.error.message} (${order.error.code})`)]
        : []),
    ].join('\n'),
    transitions
      .map(
        (move) =>
          `${clockTime(move.at, nowMs)}  ${statusWord(move.to, style)}  ${style.dim(`${move.cause}  ${move.detail}`)}`,
      )
      .join('\n'),
    fills
      .map(
        (fill) =>
          `${clockTime(fill.at, nowMs)}  ${fill.amount} at ${fill.price}  fee ${orDash(fill.fee)} ${fill.fee_asset ?? ''}`,
      )
      .join('\n'),
    decisionText(decision, style),
  ];
  return sections.filter((section) => section !== '').join('\n\n');
}
