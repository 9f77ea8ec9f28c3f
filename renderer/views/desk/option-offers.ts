import type { AccountDocument } from '../../../shared/schema/account.ts';

type Where = Pick<AccountDocument, 'exchange' | 'mode' | 'market' | 'error'>;

/** What the engine would refuse with ORDER_OPTION is not offered: Firi knows no such orders; the simulator does for all. */
export function offersPostOnly(account: Where | undefined): boolean {
  if (!account || account.error) return false;
  return account.mode === 'paper' || account.exchange !== 'firi';
}

/** Positions are a matter of swaps, and the simulator has none. */
export function offersReduceOnly(account: Where | undefined): boolean {
  return account !== undefined && account.error === null && account.mode === 'real' && account.market === 'swap';
}
