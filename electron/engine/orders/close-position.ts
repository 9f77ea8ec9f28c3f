import { floorToStep, isPositive, sub } from '../../../shared/money/decimal.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { Door, FireDocument } from '../../../shared/schema/order.ts';
import type { ShownRoute, Signal } from '../../../shared/schema/signal.ts';
import type { AccountConfig } from '../accounts/account-config.ts';
import { instrumentOf } from '../venues/instrument-of.ts';
import type { SignalFirer } from './fire-signal.ts';
import type { InnerTerms } from './inner-terms.ts';
import { tradingConfig } from './positions.ts';
import type { PositionDeps } from './positions.ts';

export interface CloseDeps extends PositionDeps {
  firer: Pick<SignalFirer, 'fire'>;
}

type Sized = Pick<Signal, 'side' | 'amount' | 'reduce_only'> & { note?: string };

/**
 * Closes what an account holds of a symbol, as its venue shows it now, by a market order that goes the whole way of a signal:
 * checks, arming, journal, sent once. A swap by the opposite side, reduce-only; a spot holding by selling what is free of it.
 * Nobody stands in for the account. Throws `QtError` where there is nothing to close; a refusal is in the document.
 */
export async function closePosition(
  accountName: string,
  symbol: string,
  door: Door,
  deps: CloseDeps,
  terms: Pick<InnerTerms, 'flatten' | 'objection'> = {},
): Promise<FireDocument> {
  const config = tradingConfig(deps.registry, accountName);
  const { note, ...sized } = await (config.market === 'swap' ? swapClose : spotClose)(config, symbol, deps);
  const { name, exchange, mode, testnet } = config;
  const signal: Signal = {
    symbol,
    type: 'market',
    ...sized,
    account_name: name,
    exchange,
    details: { closes: symbol },
  };
  const shown: ShownRoute = { account_name: name, exchange, mode, testnet };
  return deps.firer.fire(signal, door, shown, { closing: true, ...terms, ...(note !== undefined && { note }) });
}

async function swapClose({ name }: AccountConfig, symbol: string, { pool }: CloseDeps): Promise<Sized> {
  const [position, other] = (await pool.venue(name).positions()).filter((each) => each.symbol === symbol);
  if (!position || !isPositive(position.amount)) {
    throw new QtError('NO_POSITION', `${name} has no position in ${symbol}.`);
  }
  if (other)
    throw new QtError('ORDER_OPTION', `${name} holds ${symbol} long and short at once: close it at the exchange.`);
  return { side: position.side === 'long' ? 'short' : 'long', amount: position.amount, reduce_only: true };
}

async function spotClose({ name, exchange }: AccountConfig, symbol: string, deps: CloseDeps): Promise<Sized> {
  const { base, step } = await instrumentOf(deps.pool.venue(name).market, exchange, symbol);
  const { balances } = await deps.monitor.balances(name, 0);
  const held = balances.find(({ asset }) => asset === base);
  if (!held || !isPositive(held.total)) throw new QtError('NO_POSITION', `${name} holds no ${base}.`);
  const amount = floorToStep(held.free, step);
  if (!isPositive(amount)) {
    const why = isPositive(held.locked) ? `${held.locked} is locked in open orders` : `a step is ${step}`;
    throw new QtError('NO_POSITION', `${name} has ${held.free} ${base} free, which cannot be sold: ${why}.`);
  }
  const dust = sub(held.free, amount);
  const stays = [
    ...(isPositive(dust) ? [`${dust} ${base} stays: less than a step of ${step}`] : []),
    ...(isPositive(held.locked) ? [`${held.locked} ${base} stays locked in open orders`] : []),
  ];
  return { side: 'short', amount, ...(stays.length > 0 && { note: stays.join('; ') }) };
}
