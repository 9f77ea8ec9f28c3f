import type { VenueAccount } from './account.ts';
import type { Level } from './book.ts';
import { fixed, floorTo, over, times } from './fixed.ts';
import type { Fixed } from './fixed.ts';
import type { VenueMarket } from './market.ts';
import type { Order, Trade } from './order.ts';

/** Fees are cut to 8 decimals of the received asset, as Binance's commission precision. */
const FEE_STEP = fixed('0.00000001');

/** The other side of every trade, and the fees: with the accounts it must always sum to what was paid in. */
export class House {
  readonly #assets = new Map<string, Fixed>();

  add(asset: string, amount: Fixed): void {
    this.#assets.set(asset, this.total(asset) + amount);
  }

  total(asset: string): Fixed {
    return this.#assets.get(asset) ?? 0n;
  }
}

/** Which asset a fee is taken from where the account has none of its own for fees. */
export type FeeIn = 'received' | 'quote';

interface At {
  account: VenueAccount;
  market: VenueMarket;
  house: House;
  feeRate: Fixed;
  feeIn: FeeIn;
  tradeId: number;
  now: number;
}

/** Moves the money of one fill and returns its trade. A better price than the limit frees the difference. */
export function settle(at: At, order: Order, fill: Level, maker: boolean): Trade {
  const { account, market, house } = at;
  const { balances } = account;
  const quoteAmount = times(fill.price, fill.amount);
  const buying = order.side === 'buy';
  if (buying) {
    const released = order.type === 'MARKET' ? quoteAmount : times(order.price, fill.amount);
    balances.unlock(market.quote, released);
    balances.addFree(market.quote, -quoteAmount);
    balances.addFree(market.base, fill.amount);
    order.reserved -= released;
    house.add(market.quote, quoteAmount);
    house.add(market.base, -fill.amount);
  } else {
    balances.spendLocked(market.base, fill.amount);
    balances.addFree(market.quote, quoteAmount);
    order.reserved -= fill.amount;
    house.add(market.base, fill.amount);
    house.add(market.quote, -quoteAmount);
  }
  const { fee, feeAsset } = feeOf(at, fill.amount, quoteAmount, buying);
  balances.addFree(feeAsset, -fee);
  house.add(feeAsset, fee);
  return traded(at, order, fill, { quoteAmount, fee, feeAsset, maker });
}

/** Of what is received; of the quote where the exchange does that and there is enough of it; of the account's own fee asset. */
function feeOf(at: At, amount: Fixed, quoteAmount: Fixed, buying: boolean): { fee: Fixed; feeAsset: string } {
  const { account, market, feeRate } = at;
  const inQuote = floorTo(times(quoteAmount, feeRate), FEE_STEP);
  const { feeAsset } = account;
  if (feeAsset) {
    const fee = floorTo(over(inQuote, feeAsset.price), FEE_STEP);
    if (account.balances.free(feeAsset.asset) >= fee) return { fee, feeAsset: feeAsset.asset };
  }
  const ofQuote = !buying || (at.feeIn === 'quote' && account.balances.free(market.quote) >= inQuote);
  if (ofQuote) return { fee: inQuote, feeAsset: market.quote };
  return { fee: floorTo(times(amount, feeRate), FEE_STEP), feeAsset: market.base };
}

/** The same for a linear swap: the position moves, and only profit and fee touch the balance. */
export function settleLinear(at: At, order: Order, fill: Level, maker: boolean): Trade {
  const { account, market, house } = at;
  const quoteAmount = times(fill.price, fill.amount);
  const fee = floorTo(times(quoteAmount, at.feeRate), FEE_STEP);
  const left = order.amount - order.filled;
  const released = fill.amount >= left ? order.reserved : over(times(order.reserved, fill.amount), left);
  account.balances.unlock(market.quote, released);
  order.reserved -= released;
  const gain = account.positions.apply(market.id, order.side === 'buy' ? fill.amount : -fill.amount, fill.price);
  account.balances.addFree(market.quote, gain - fee);
  house.add(market.quote, fee - gain);
  return traded(at, order, fill, { quoteAmount, fee, feeAsset: market.quote, maker });
}

function traded(
  at: At,
  order: Order,
  fill: Level,
  money: Pick<Trade, 'quoteAmount' | 'fee' | 'feeAsset' | 'maker'>,
): Trade {
  order.filled += fill.amount;
  order.quoteFilled += money.quoteAmount;
  order.updatedAt = at.now;
  return {
    id: at.tradeId,
    orderId: order.id,
    account: at.account.name,
    market: at.market.id,
    side: order.side,
    price: fill.price,
    amount: fill.amount,
    time: at.now,
    ...money,
  };
}
