/** The little of a ccxt exchange that the console uses. Figures are strings, because each client is built with `number: String`. */
export interface CcxtClient {
  urls: Record<string, unknown>;
  options: Record<string, unknown>;
  milliseconds: () => number;
  nonce: () => number;
  setLastRequest: (request: unknown) => void;
  setSandboxMode(on: boolean): void;
  loadMarkets(reload: boolean): Promise<Record<string, CcxtMarket>>;
  fetchTicker(symbol: string): Promise<{ bid?: unknown; ask?: unknown; last?: unknown }>;
  fetchOrderBook(symbol: string, limit: number): Promise<{ bids: unknown[][]; asks: unknown[][] }>;
}

export interface CcxtMarket {
  id: string;
  symbol: string;
  base: string;
  quote: string;
  settle?: string;
  active?: boolean;
  spot?: boolean;
  swap?: boolean;
  linear?: boolean;
  maker?: unknown;
  taker?: unknown;
  /** Base units a contract; undefined on spot. */
  contractSize?: unknown;
  /** Increments, under TICK_SIZE mode, which all exchanges in use have. */
  precision: { amount?: unknown; price?: unknown };
  limits: Partial<Record<'amount' | 'price' | 'cost', { min?: unknown; max?: unknown }>>;
}

export type CcxtClass = new (config: Record<string, unknown>) => CcxtClient;
