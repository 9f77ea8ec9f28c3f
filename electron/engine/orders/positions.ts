import { isPositive } from '../../../shared/money/decimal.ts';
import { MONEY_ASSETS } from '../../../shared/risk/account-currency.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type { BalanceDocument } from '../../../shared/schema/account.ts';
import type { Instrument } from '../../../shared/schema/market.ts';
import type { PositionDocument } from '../../../shared/schema/order.ts';
import type { AccountConfig } from '../accounts/account-config.ts';
import type { AccountMonitor } from '../accounts/account-monitor.ts';
import type { AccountRegistry } from '../accounts/registry.ts';
import { errorDocument } from '../telemetry/error-document.ts';
import type { Log } from '../telemetry/log.ts';
import type { Redact } from '../telemetry/redact.ts';
import type { VenuePool } from '../venues/venue-pool.ts';

export interface PositionDeps {
  registry: AccountRegistry;
  pool: VenuePool;
  monitor: Pick<AccountMonitor, 'balances'>;
}

/** The configuration that an account trades with. Throws `QtError` ACCOUNT_NOT_FOUND or ACCOUNT_INVALID. */
export function tradingConfig(registry: AccountRegistry, accountName: string): AccountConfig {
  const document = registry.get(accountName);
  const config = registry.config(accountName);
  if (config) return config;
  throw new QtError('ACCOUNT_INVALID', document.error?.message ?? `${accountName} has no usable configuration.`);
}

/** An account's positions, as its venue shows them now. Throws `QtError` where it cannot be asked. */
export async function accountPositions(accountName: string, deps: PositionDeps): Promise<PositionDocument[]> {
  const config = tradingConfig(deps.registry, accountName);
  return config.market === 'swap' ? swapPositions(config, deps) : holdings(config, deps);
}

async function swapPositions(config: AccountConfig, { pool }: PositionDeps): Promise<PositionDocument[]> {
  const positions = await pool.venue(config.name).positions();
  return positions.map((position) => ({
    ...accountFields(config),
    symbol: position.symbol,
    side: position.side,
    amount: position.amount,
    entry_price: position.entryPrice,
    mark_price: position.markPrice,
    leverage: position.leverage,
    margin_mode: position.marginMode,
  }));
}

/**
 * Spot: what is held of each asset that trades against the money that the account is kept in, locked parts included. What was
 * paid for it is not known here.
 */
async function holdings(config: AccountConfig, { pool, monitor }: PositionDeps): Promise<PositionDocument[]> {
  const [{ balances }, instruments] = await Promise.all([
    monitor.balances(config.name, 0),
    pool.venue(config.name).market.instruments(),
  ]);
  return balances
    .filter(({ asset, total }) => isPositive(total) && !MONEY_ASSETS.includes(asset))
    .flatMap(({ asset, total }) => {
      const market = marketOf(asset, balances, instruments);
      if (!market) return [];
      const unknown = { entry_price: null, mark_price: null, leverage: null, margin_mode: null };
      return [{ ...accountFields(config), symbol: market.symbol, side: 'long' as const, amount: total, ...unknown }];
    });
}

/** Against money that the account holds, if there is such a market; else against any other. */
function marketOf(
  asset: string,
  balances: readonly BalanceDocument[],
  instruments: ReadonlyMap<string, Instrument>,
): Instrument | undefined {
  const held = MONEY_ASSETS.filter((quote) => balances.some((each) => each.asset === quote && isPositive(each.total)));
  const symbols = [...held, ...MONEY_ASSETS].map((quote) => `${asset}/${quote}`);
  return symbols.map((symbol) => instruments.get(symbol)).find((market) => market?.active);
}

function accountFields({ name, exchange, mode, testnet, market }: AccountConfig) {
  return { account_name: name, exchange, mode, testnet, market };
}

/**
 * The positions of every sound account. One that cannot be asked has none in here, which is not to say that it has none: its
 * failure shows in the log, in its status, and where it is asked alone.
 */
export async function allPositions(deps: PositionDeps & { log: Log; redact: Redact }): Promise<PositionDocument[]> {
  const sound = deps.registry.list().filter((account) => account.error === null);
  const found = await Promise.all(
    sound.map(async ({ name }) => {
      try {
        return await accountPositions(name, deps);
      } catch (error) {
        const { code, message } = errorDocument(error, deps.redact);
        deps.log.warn('Positions could not be read', { account_name: name, code, detail: message });
        return [];
      }
    }),
  );
  return found.flat();
}
