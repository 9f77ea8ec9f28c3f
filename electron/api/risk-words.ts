import type { AccountDocument } from '../../shared/schema/account.ts';
import type { ArmConfirmationDocument } from '../../shared/schema/arming.ts';
import type { ConfirmQuestion } from '../../shared/schema/confirmation.ts';
import type { ReleaseConfirmationDocument, StopDocument } from '../../shared/schema/risk.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';
import { moneyOf } from './fire-words.ts';
import { count, span } from './plain-figures.ts';

/** What the operator is asked before an account may trade for real. */
export function armWords(prepared: ArmConfirmationDocument, account: AccountDocument): ConfirmQuestion {
  const where = account.testnet ? 'its test network' : 'its exchange with real money';
  return {
    action: 'arm',
    title: 'Arm real trading',
    mode: account.mode,
    testnet: account.testnet,
    account_name: account.name,
    money: moneyOf([account]),
    side: null,
    sentence: `For ${span(prepared.duration_ms)}, ${account.name} may send orders to ${where}`,
    facts: [
      { label: 'Account', value: account.name },
      { label: 'Exchange', value: account.exchange ?? 'not known' },
      { label: 'Armed for', value: span(prepared.duration_ms) },
      { label: 'Key', value: prepared.key.note },
    ],
    warnings: ['From every door: this console, the command line and HTTP.'],
    way: 'typed',
    phrase: prepared.phrase,
    verb: 'arm',
  };
}

/** What the operator is asked before a key that may withdraw is put up with. */
export function acknowledgeWords(account: AccountDocument): ConfirmQuestion {
  return {
    action: 'acknowledge_key',
    title: 'Put up with a key that can withdraw',
    mode: account.mode,
    testnet: account.testnet,
    account_name: account.name,
    money: moneyOf([account]),
    side: null,
    sentence: `The key of ${account.name} may withdraw funds, and is used all the same`,
    facts: [
      { label: 'Account', value: account.name },
      { label: 'Exchange', value: account.exchange ?? 'not known' },
    ],
    warnings: ['Whoever gets this key can empty the account. A key that cannot withdraw is the better way.'],
    way: 'typed',
    phrase: account.name,
    verb: 'acknowledge',
  };
}

/** What the operator is asked before stops are released. */
export function releaseWords(prepared: ReleaseConfirmationDocument, stops: readonly StopDocument[]): ConfirmQuestion {
  return {
    action: 'release',
    title: `Release ${count(prepared.stops.length, 'stop')}`,
    mode: null,
    testnet: false,
    account_name: prepared.scope.kind === 'account' ? prepared.scope.name : null,
    money: null,
    side: null,
    sentence: `Let ${scopeWords(prepared.scope)} trade again`,
    facts: stops.map(({ cause, code, reason }) => ({
      label: cause === 'kill' ? 'Kill' : 'Automatic stop',
      value: [code, reason].filter(Boolean).join(': '),
    })),
    warnings: ['Real accounts stay disarmed until they are armed again.'],
    way: 'typed',
    phrase: prepared.phrase,
    verb: 'release',
  };
}

/** What the operator is asked before real positions are closed behind a kill that is in effect already. */
export function flattenWords(scope: RiskScope, real: readonly AccountDocument[]): ConfirmQuestion {
  return {
    action: 'flatten',
    title: 'Close all REAL positions',
    mode: 'real',
    testnet: false,
    account_name: scope.kind === 'account' ? scope.name : null,
    money: moneyOf(real),
    side: null,
    sentence: `Close every position of ${scopeWords(scope)} at market`,
    facts: real.map(({ name, exchange }) => ({ label: name, value: exchange ?? 'not known' })),
    warnings: ['The stop is in effect already, and stays so if you decline.'],
    way: 'hold',
    phrase: scope.kind === 'global' ? 'flatten all' : scope.name,
    verb: 'close REAL positions',
  };
}

function scopeWords(scope: RiskScope): string {
  if (scope.kind === 'global') return 'all accounts';
  if (scope.kind === 'owner') return `the accounts of ${scope.name}`;
  return scope.kind === 'account' ? scope.name : `the strategy ${scope.name}`;
}
