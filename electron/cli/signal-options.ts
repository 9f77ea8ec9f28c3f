import type { Command } from 'commander';
import { QtError } from '../../shared/schema/error-code.ts';
import { readableIssues } from '../../shared/schema/readable-issues.ts';
import { signalSchema } from '../../shared/schema/signal.ts';
import type { Signal } from '../../shared/schema/signal.ts';

/** Signal options as commander hands them over: texts, and only those that were given. */
export type SignalFlags = Partial<Record<keyof typeof FIELD_OF, string>> & { postOnly?: boolean; reduceOnly?: boolean };

const FIELD_OF = {
  id: 'id',
  symbol: 'symbol',
  side: 'side',
  amount: 'amount',
  quoteAmount: 'quote_amount',
  type: 'type',
  price: 'price',
  account: 'account_name',
  strategy: 'strategy_id',
  exchange: 'exchange',
  score: 'score',
  confidence: 'confidence',
} as const;

export function addSignalOptions(command: Command): Command {
  return command
    .option('--symbol <symbol>', 'such as BTC/USDT')
    .option('--side <side>', 'long buys; short sells (on spot, what is held)')
    .option('--amount <n>', 'in base units')
    .option('--quote-amount <n>', 'in quote units, instead of --amount')
    .option('--type <type>', 'market (default) or limit')
    .option('--price <n>', 'limit price')
    .option('--post-only', 'limit orders: rest or be refused, never take')
    .option('--reduce-only', 'swaps: only ever make a position smaller')
    .option('--account <name>', 'this account, whatever the maps say')
    .option('--strategy <id>', 'the strategy that the signal comes from')
    .option('--exchange <id>', 'this exchange')
    .option('--score <x>', "the strategy's score")
    .option('--confidence <x>', "the strategy's confidence");
}

/**
 * The signal that the options describe, and what the command itself adds to it, through the same schema as every other door.
 * Throws `QtError('INVALID_SIGNAL')`.
 */
export function signalOf(flags: SignalFlags, also: Record<string, unknown> = {}): Signal {
  const input: Record<string, unknown> = { ...also };
  for (const [flag, field] of Object.entries(FIELD_OF)) {
    const text = flags[flag as keyof typeof FIELD_OF];
    if (text !== undefined) input[field] = field === 'score' || field === 'confidence' ? numberOf(text) : text;
  }
  if (flags.postOnly) input['post_only'] = true;
  if (flags.reduceOnly) input['reduce_only'] = true;
  const signal = signalSchema.safeParse(input);
  if (!signal.success) throw new QtError('INVALID_SIGNAL', readableIssues(signal.error.issues));
  return signal.data;
}

/** An empty text would silently be 0. */
function numberOf(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
