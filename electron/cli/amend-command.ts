import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import type { Runner } from './command-runner.ts';
import { exitOfFire } from './exit-code.ts';
import { handedOver } from './handed-over.ts';
import { orderColumns } from './order-columns.ts';
import { table } from './output.ts';

interface AmendFlags {
  amount?: string;
  price?: string;
}

export function amendCommand(orders: Command, runner: Runner): void {
  const { nowMs } = runner.host;
  orders
    .command('amend')
    .argument('<id>', 'order id')
    .description(
      'change size or price of an open limit order; where the venue cannot, it is canceled and its rest placed anew',
    )
    .option('--amount <n>', 'new total size in base units, what is filled included')
    .option('--price <n>', 'new limit price')
    .action((id: string, flags: AmendFlags) =>
      runner.answer(() => {
        if (flags.amount === undefined && flags.price === undefined) {
          throw new QtError('INVALID_INPUT', 'Give --amount, --price, or both.');
        }
        return {
          run: async (client) => {
            const order = await handedOver('change', () => client.orders.amend.mutate({ id, ...flags }));
            return {
              document: { order },
              exit: exitOfFire({ orders: [order] }),
              text: (style) => table([order], orderColumns(style, nowMs()), style, ''),
            };
          },
        };
      }),
    );
}
