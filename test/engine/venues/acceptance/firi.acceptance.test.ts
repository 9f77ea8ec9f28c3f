import { FIRI_RIG } from './rigs/firi.ts';
import { runAcceptance } from './run-acceptance.ts';

runAcceptance(FIRI_RIG);
