import type { OrderDocument } from '../../shared/schema/order.ts';
import type { Column, Style } from './output.ts';
import { clockTime, modeWord, orDash, statusWord } from './words.ts';

/** Orders as every command lists them. */
export function orderColumns(style: Style, nowMs: number): Column<OrderDocument>[] {
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
