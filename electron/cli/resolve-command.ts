import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { orderDecisionSchema } from '../../shared/schema/order.ts';
import type { OrderDecision } from '../../shared/schema/order.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import type { Runner } from './command-runner.ts';
import { orderColumns } from './order-columns.ts';
import { table } from './output.ts';

interface ResolveFlags {
  adopt?: string;
  notPlaced?: boolean;
  keepWatching?: boolean;
  yes?: boolean;
}

/** `orders resolve`: what the operator decides about an order of unknown outcome. */
export function resolveCommand(orders: Command, runner: Runner): void {
  const { nowMs } = runner.host;
  orders
    .command('resolve')
    .argument('<id>', 'order id')
    .description(
      'decide about an order of unknown outcome; the exchange is asked first, and its word goes before yours',
    )
    .option('--adopt <venue id>', 'this order at the exchange is it')
    .option('--not-placed', 'it was never placed; needs --yes')
    .option('--keep-watching', 'go on looking it up, and ask again later')
    .option('--yes', 'with --not-placed: yes, it is not at the exchange')
    .action((id: string, flags: ResolveFlags) =>
      runner.answer(() => {
        const decision = decisionOf(flags);
        return {
          run: async (client) => {
            const resolved = await client.orders.resolve.mutate({ id, decision });
            const { order, outcome, detail } = resolved;
            return {
              document: resolved,
              text: (style) =>
                [
                  table([order], orderColumns(style, nowMs()), style, ''),
                  `${outcome.replaceAll('_', ' ')}  ${style.dim(detail)}`,
                ].join('\n'),
            };
          },
        };
      }),
    );
}

function decisionOf({ adopt, notPlaced, keepWatching, yes }: ResolveFlags): OrderDecision {
  const given = [adopt !== undefined, notPlaced === true, keepWatching === true].filter(Boolean).length;
  if (given !== 1) throw new QtError('INVALID_INPUT', 'Give one of --adopt, --not-placed and --keep-watching.');
  if (keepWatching) return { decision: 'keep_watching' };
  if (notPlaced) {
    if (!yes) {
      throw new QtError(
        'INVALID_INPUT',
        'If the order is at the exchange after all, it may trade beside another one. Say that you looked with --yes.',
      );
    }
    return { decision: 'not_placed' };
  }
  const adopted = orderDecisionSchema.safeParse({ decision: 'adopt', venue_order_id: adopt });
  if (!adopted.success) throw new QtError('INVALID_INPUT', readableIssues(adopted.error.issues));
  return adopted.data;
}
