import { BINANCE_SPOT_RIG } from './rigs/binance.ts';
import { runAcceptance } from './run-acceptance.ts';

runAcceptance(BINANCE_SPOT_RIG);
