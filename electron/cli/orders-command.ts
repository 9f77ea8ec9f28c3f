import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { ORDER_STATUSES } from '../../shared/schema/order.ts';
import type { OrderStatus } from '../../shared/schema/order.ts';
import { amendCommand } from './amend-command.ts';
import { cancelCommand } from './cancel-command.ts';
import type { Runner } from './command-runner.ts';
import { parseLimit } from './limit-option.ts';
import { orderColumns } from './order-columns.ts';
import { orderDetailText } from './order-detail-text.ts';
import { table } from './output.ts';
import type { Style } from './output.ts';
import { reconcileCommands } from './reconcile-command.ts';
import { resolveCommand } from './resolve-command.ts';

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
    .description('one order: its life and evidence, its fills, and why it went where it did')
    .action((id: string) =>
      runner.answer(() => ({
        run: async (client) => {
          const detail = await client.orders.get.query({ id });
          return { document: detail, text: (style) => orderDetailText(detail, style, nowMs()) };
        },
      })),
    );

  cancelCommand(orders, runner);
  amendCommand(orders, runner);
  reconcileCommands(orders, runner);
  resolveCommand(orders, runner);
}

function parseStatus(text: string): OrderStatus | 'unsettled' {
  const status = [...ORDER_STATUSES, 'unsettled' as const].find((known) => known === text);
  if (!status) throw new QtError('INVALID_INPUT', `"${text}" is not an order status.`);
  return status;
}
