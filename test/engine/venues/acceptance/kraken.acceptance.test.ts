import { KRAKEN_SPOT_RIG } from './rigs/kraken.ts';
import { runAcceptance } from './run-acceptance.ts';

runAcceptance(KRAKEN_SPOT_RIG);
