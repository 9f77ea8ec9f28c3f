import type { Log } from '../telemetry/log.ts';
import { isoTime } from '../ports.ts';
import type { Approval } from './approval-store.ts';

const MESSAGES = {
  waiting: "Signal waits for the operator's yes",
  approved: 'Waiting signal approved',
  declined: 'Waiting signal declined',
  expired: 'Waiting signal expired',
} as const;

/** The log record of where an approval stands now. */
export function tellApproval(approval: Approval, log: Log): void {
  const { id, signal, decision, state, error, decidedBy, because, expiresMs } = approval;
  const fields = {
    signal_id: signal.id,
    // A signal to a group names no account.
    ...(decision.account_name === null ? {} : { account_name: decision.account_name }),
    ...(decision.exchange === null ? {} : { exchange: decision.exchange }),
    ...(decision.mode === null ? {} : { mode: decision.mode, testnet: decision.testnet }),
    ...(signal.strategy_id === undefined ? {} : { strategy_id: signal.strategy_id }),
    ...(error ? { code: error.code } : {}),
    detail: state === 'waiting' ? `${id} until ${isoTime(expiresMs)}, for ${because}` : `${id}, by ${decidedBy}`,
  };
  if (state === 'expired') log.warn(MESSAGES[state], fields);
  else log.info(MESSAGES[state], fields);
}
