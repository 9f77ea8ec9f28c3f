/**
 * ccxt puts the name of a broker on every POST of Bybit's. An empty one it replaces with its own, a blank one it sends, and
 * a blank header is empty on the wire.
 */
export const CLIENT_OPTIONS: Readonly<Record<string, unknown>> = { brokerId: ' ' };
