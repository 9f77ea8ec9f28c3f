import { BYBIT_SPOT_RIG, BYBIT_SWAP_RIG } from './rigs/bybit.ts';
import { runAcceptance } from './run-acceptance.ts';

runAcceptance(BYBIT_SPOT_RIG);
runAcceptance(BYBIT_SWAP_RIG);
