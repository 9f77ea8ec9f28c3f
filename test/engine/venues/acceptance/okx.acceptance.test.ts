import { OKX_SPOT_RIG, OKX_SWAP_RIG } from './rigs/okx.ts';
import { runAcceptance } from './run-acceptance.ts';

runAcceptance(OKX_SPOT_RIG);
runAcceptance(OKX_SWAP_RIG);
