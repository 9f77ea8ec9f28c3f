import type { AccountDocument } from '../../shared/schema/account.ts';
import type { ConfirmQuestion } from '../../shared/schema/confirmation.ts';
import type { OrderChangeInput, OrderDocument, PositionDocument } from '../../shared/schema/order.ts';
import { moneyOf } from './fire-words.ts';
import { figure } from './plain-figures.ts';

/** What the operator is asked before a real position is closed. */
export function closeWords(position: PositionDocument, account: AccountDocument): ConfirmQuestion {
  const { symbol, side, amount, market } = position;
  const base = symbol.split('/')[0] ?? '';
  return {
    action: 'close',
    title: 'Close a REAL position',
    mode: account.mode,
    testnet: account.testnet,
    account_name: account.name,
    money: moneyOf([account]),
    side: market === 'swap' ? null : 'sell',
    sentence:
      market === 'swap'
        ? `Close the ${side} position of ${figure(amount)} ${base} in ${symbol} at market`
        : `Sell what is free of ${figure(amount)} ${base} at market`,
    facts: [
      { label: 'Account', value: account.name },
      { label: 'Exchange', value: position.exchange },
      { label: 'Symbol', value: symbol },
      ...(position.mark_price === null ? [] : [{ label: 'Mark price', value: figure(position.mark_price) }]),
    ],
    warnings: ['The size is read again at the exchange before it is closed.'],
    way: 'hold',
    phrase: account.name,
    verb: 'close REAL position',
  };
}

/** What the operator is asked before a real order is changed. */
export function amendWords(order: OrderDocument, change: OrderChangeInput, owner = 'me'): ConfirmQuestion {
  const [base = '', rest = ''] = order.symbol.split('/');
  const quote = rest.split(':')[0] ?? '';
  const price = change.price ?? order.price;
  const amount = change.amount ?? order.amount;
  return {
    action: 'amend',
    title: 'Change a REAL order',
    mode: order.mode,
    testnet: order.testnet,
    account_name: order.account_name,
    money: moneyOf([{ owner }]),
    side: order.side,
    sentence: `${order.side === 'buy' ? 'Buy' : 'Sell'} ${figure(amount)} ${base} in total${price === null ? '' : ` at ${figure(price)} ${quote}`}`,
    facts: [
      { label: 'Account', value: order.account_name },
      { label: 'Exchange', value: order.exchange },
      {
        label: 'Before',
        value: `${figure(order.amount)} ${base}${order.price === null ? '' : ` at ${figure(order.price)} ${quote}`}`,
      },
      { label: 'Filled', value: `${figure(order.filled)} ${base}` },
    ],
    warnings: [],
    way: 'hold',
    phrase: order.account_name,
    verb: 'change REAL order',
  };
}
