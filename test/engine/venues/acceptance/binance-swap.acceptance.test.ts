import { BINANCE_SWAP_RIG } from './rigs/binance-swap.ts';
import { runAcceptance } from './run-acceptance.ts';

runAcceptance(BINANCE_SWAP_RIG);
