import type { AccountDocument } from '../../shared/schema/account.ts';
import type { ConfirmFact, ConfirmQuestion } from '../../shared/schema/confirmation.ts';
import type { CheckDocument, PlannedOrderDocument, PreviewDocument } from '../../shared/schema/decision.ts';
import type { Signal } from '../../shared/schema/signal.ts';
import { estimate, figure } from './plain-figures.ts';

/** Owners are free text; `me` is the operator. */
const SELF = 'me';

/** Whose money it is, where it is not all the operator's own. */
export function moneyOf(accounts: readonly Pick<AccountDocument, 'owner'>[]): string | null {
  const owners = [...new Set(accounts.map(({ owner }) => owner))];
  const others = owners.filter((owner) => owner !== SELF).map((owner) => `${owner}’s`);
  if (others.length === 0) return null;
  return `${others.length < owners.length ? 'Part of this is' : 'This is'} ${others.join(' and ')} money`;
}

/** What the operator is asked before one real order leaves: the engine's own preview, in words. */
export function fireWords(of: {
  preview: PreviewDocument;
  order: PlannedOrderDocument;
  signal: Signal;
  account: AccountDocument;
  overriding: boolean;
}): ConfirmQuestion {
  const { order, signal, account, preview, overriding } = of;
  return {
    action: 'fire',
    title: 'Fire a REAL order',
    mode: account.mode,
    testnet: account.testnet,
    account_name: account.name,
    money: moneyOf([account]),
    side: order.side,
    sentence: orderSentence(order),
    facts: [
      { label: 'Account', value: account.name },
      { label: 'Exchange', value: order.exchange },
      { label: 'Order', value: orderKind(order) },
      { label: order.price === null ? 'Price, about' : 'Price', value: priceOf(order) },
      ...(signal.strategy_id === undefined ? [] : [{ label: 'Strategy', value: signal.strategy_id }]),
      ...preview.decision.checks.flatMap(limitFact),
    ],
    warnings: [
      ...(overriding
        ? [
            `An earlier ${order.symbol} order of this account has an unknown outcome. If it is at the exchange after all, both fill.`,
          ]
        : []),
      ...(order.note === null ? [] : [order.note]),
    ],
    way: 'hold',
    phrase: account.name,
    verb: 'fire REAL order',
  };
}

/** "Buy 0.01 BTC at market, about 672.40 USDT". */
export function orderSentence({ side, amount, base, quote, price, notional }: PlannedOrderDocument): string {
  const verb = side === 'buy' ? 'Buy' : 'Sell';
  const at = price === null ? 'at market' : `at ${figure(price)} ${quote}`;
  return `${verb} ${figure(amount)} ${base} ${at}${notional === null ? '' : `, about ${estimate(notional)} ${quote}`}`;
}

function orderKind(order: PlannedOrderDocument): string {
  const { type, time_in_force, post_only, reduce_only } = order;
  return [type, time_in_force, post_only && 'post-only', reduce_only && 'reduce-only']
    .filter(Boolean)
    .join(', ')
    .toUpperCase();
}

function priceOf({ price, reference_price, quote }: PlannedOrderDocument): string {
  const at = price ?? reference_price;
  return at === null ? 'not known' : `${figure(at)} ${quote}`;
}

/** A limit with what this order would use of it. */
function limitFact({ code, figures }: CheckDocument): ConfirmFact[] {
  if (!figures || figures.used === null) return [];
  const words = code.toLowerCase().replaceAll('_', ' ');
  return [
    {
      label: words.charAt(0).toUpperCase() + words.slice(1),
      value: `${estimate(figures.used)} of ${estimate(figures.limit)} ${figures.unit}`,
    },
  ];
}
