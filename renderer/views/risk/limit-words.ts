import type { LimitName } from '../../../shared/schema/limits.ts';

/** What a limit is measured in: money or a share of equity can be written in more than one unit. */
export type LimitMeasure = 'money' | 'loss' | 'count' | 'times' | 'percent';

export interface LimitWords {
  label: string;
  /** Head of the column in the matrix. */
  short: string;
  measure: LimitMeasure;
  help: string;
  /** Held against each order by itself: nothing of it is used up by what stands. */
  each?: true;
}

/** The limits in the words of the operator, in the order in which they are shown. */
export const LIMIT_WORDS: Record<LimitName, LimitWords> = {
  max_exposure: {
    label: 'Exposure, at most',
    short: 'Exposure',
    measure: 'money',
    help: 'Open positions plus open orders.',
  },
  max_position_size: {
    label: 'Position in one symbol, at most',
    short: 'Position',
    measure: 'money',
    help: 'Open orders of the symbol included.',
  },
  max_order_size: {
    label: 'One order, at most',
    short: 'One order',
    measure: 'money',
    help: 'Value of a single order.',
    each: true,
  },
  max_open_positions: {
    label: 'Open positions, at most',
    short: 'Positions',
    measure: 'count',
    help: 'How many symbols may be held at once.',
  },
  max_leverage: {
    label: 'Leverage, at most',
    short: 'Leverage',
    measure: 'times',
    help: 'Exposure by equity; on swaps also what the account is set to.',
  },
  max_daily_loss: {
    label: 'Loss of the day, at most',
    short: 'Day loss',
    measure: 'loss',
    help: 'Realised plus unrealised since the day began. Stops the account when it is reached.',
  },
  max_drawdown: {
    label: 'Drawdown, at most',
    short: 'Drawdown',
    measure: 'loss',
    help: 'From the highest profit that was reached. Stops the account when it is reached.',
  },
  max_orders_per_minute: {
    label: 'Orders a minute, at most',
    short: 'Orders a min',
    measure: 'count',
    help: 'Counted over the last 60 seconds.',
  },
  price_band_percent: {
    label: 'Price band around the mark',
    short: 'Price band',
    measure: 'percent',
    help: 'How far the price of an order may be from the mark, either way.',
    each: true,
  },
  min_free_balance: {
    label: 'Free balance, at least',
    short: 'Min free',
    measure: 'money',
    help: 'What has to stay free of the account’s own currency.',
  },
};
