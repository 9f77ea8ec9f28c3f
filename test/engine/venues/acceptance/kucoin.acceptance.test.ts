import { KUCOIN_CLASSIC_RIG, KUCOIN_SPOT_RIG } from './rigs/kucoin.ts';
import { runAcceptance } from './run-acceptance.ts';

runAcceptance(KUCOIN_SPOT_RIG);
runAcceptance(KUCOIN_CLASSIC_RIG);
