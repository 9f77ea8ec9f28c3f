import type { AccountConfig } from '../accounts/account-config.ts';
import type { Log } from '../telemetry/log.ts';
import type { AuditChain } from './audit-chain.ts';

export type KeyPurpose = 'client_opened' | 'arming_asked';

/** Notes that the key of an account is used, and for what. Never what it is. */
export type NoteKeyUse = (
  account: Pick<AccountConfig, 'name' | 'exchange' | 'testnet' | 'mode'>,
  purpose: KeyPurpose,
) => void;

/**
 * A key is used to read as well as to trade, and reading goes on while the journal cannot be written: so a failure is said,
 * and stops nothing. It is written after the events that are ready now, so that nobody waits for its commit.
 */
export function createKeyUse(deps: {
  gather: <T>(work: () => T) => Promise<T>;
  audit: AuditChain;
  log: Pick<Log, 'warn'>;
}): NoteKeyUse {
  return ({ name, exchange, testnet, mode }, purpose) => {
    if (mode !== 'real') return;
    deps
      .gather(() => deps.audit.append('key_used', name, { purpose, exchange, testnet }))
      .catch((error: unknown) => {
        deps.log.warn('The use of a key could not be noted', { account_name: name, exchange, detail: String(error) });
      });
  };
}
