import type { AccountDocument } from '../../shared/schema/account.ts';
import type { ConfirmQuestion } from '../../shared/schema/confirmation.ts';
import type { GroupPreviewDocument, GroupSignal } from '../../shared/schema/group.ts';
import type { FireDocument } from '../../shared/schema/order.ts';
import { moneyOf } from './fire-words.ts';
import { count, estimate, figure } from './plain-figures.ts';

/** What the operator is asked before the real orders of a group leave: every leg with its size. */
export function groupWords(preview: GroupPreviewDocument, signal: GroupSignal): ConfirmQuestion {
  const { group, symbol, side, legs, placeable, placed_amount, placed_notional } = preview;
  const [base = '', rest = ''] = symbol.split('/');
  const quote = rest.split(':')[0] ?? '';
  const placed = legs.filter((leg) => leg.error === null);
  const left = legs.length - placeable;
  const worth = placed_notional === null ? '' : `, about ${estimate(placed_notional)} ${quote}`;
  return {
    action: 'fire_group',
    title: `Fire ${count(placeable, 'REAL order')}`,
    mode: preview.mode,
    testnet: preview.testnet,
    account_name: null,
    money: moneyOf(placed.map(({ owner }) => ({ owner: owner ?? 'me' }))),
    side: side === 'long' ? 'buy' : 'sell',
    sentence: `${side === 'long' ? 'Buy' : 'Sell'} ${figure(placed_amount)} ${base} in ${count(placeable, 'account')} of ${group}${worth}`,
    facts: [
      { label: 'Order', value: signal.price === undefined ? 'MARKET' : `LIMIT ${figure(signal.price)} ${quote}` },
      ...placed.map(({ account_name, order, owner }) => ({
        label: account_name,
        value: [order && `${figure(order.amount)} ${base}`, owner !== null && owner !== 'me' && `${owner}’s money`]
          .filter(Boolean)
          .join(', '),
      })),
    ],
    warnings: left > 0 ? [`${count(left, 'leg')} cannot be placed and ${left === 1 ? 'is' : 'are'} left out.`] : [],
    way: 'hold',
    phrase: group,
    verb: `fire ${count(placeable, 'REAL order')}`,
  };
}

/** What the operator is asked before legs are tried again. */
export function retryWords(firing: FireDocument, accounts: readonly AccountDocument[]): ConfirmQuestion {
  const again = (firing.legs ?? []).filter((leg) => leg.retryable);
  const group = firing.group?.name ?? '';
  const names = new Set(again.map(({ account_name }) => account_name));
  return {
    action: 'retry_group',
    title: 'Try REAL legs again',
    mode: 'real',
    testnet: false,
    account_name: null,
    money: moneyOf(accounts.filter(({ name }) => names.has(name))),
    side: null,
    sentence: `Send ${count(again.length, 'leg')} of a signal to ${group} again`,
    facts: again.map(({ account_name, amount, quote_amount, attempt, error }) => ({
      label: account_name,
      value: [
        amount !== null ? figure(amount) : quote_amount !== null && `for ${figure(quote_amount)}`,
        `attempt ${attempt + 1}`,
        error?.code,
      ]
        .filter(Boolean)
        .join(', '),
    })),
    warnings: ['Only legs that are proven not placed are tried again, with all checks.'],
    way: 'hold',
    phrase: group,
    verb: 'send them again',
  };
}
