import { BinanceError } from '../binance/errors.ts';

/** The texts of the USDⓈ-M error codes that these tests need; those it shares with spot stand there. */
const MESSAGES: Readonly<Record<number, string>> = {
  [-1008]:
    'Request throttled by system-level protection. Reduce-only/close-position orders are exempt. Please try again.',
  [-1125]: 'This listenKey does not exist.',
  [-2019]: 'Margin is insufficient.',
  [-2022]: 'ReduceOnly Order is rejected.',
  [-4003]: 'Quantity less than or equal to zero.',
  [-4004]: 'Quantity less than min quantity.',
  [-4005]: 'Quantity greater than max quantity.',
  [-4014]: 'Price not increased by tick size.',
  [-4023]: 'Quantity not increased by step size.',
  [-4028]: 'Leverage is not valid.',
  [-4046]: 'No need to change margin type.',
  [-4048]: 'Margin type cannot be changed if there exists position.',
  [-4061]: "Order's position side does not match user's setting.",
  [-4116]: 'ClientOrderId is duplicated.',
  [-4141]: 'Symbol is closed.',
  [-4164]: "Order's notional must be no smaller than 50 (unless you choose reduce only).",
  [-5022]: 'Due to the order could not be executed as maker, the Post Only order will be rejected.',
  [-5027]: 'No need to modify the order.',
};

export const futuresError = (code: number): BinanceError => new BinanceError(code, MESSAGES[code]);
