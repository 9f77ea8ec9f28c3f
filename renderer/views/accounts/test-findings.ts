import type { AccountTestDocument } from '../../../shared/schema/account.ts';
import { formatLatency } from '../../widgets/format-time.ts';

/** One line of a connection test. */
export interface Finding {
  label: string;
  value: string;
  tone: 'good' | 'warn' | 'bad' | 'unknown';
  /** What to do about it. */
  advice: string | null;
}

/** Exchanges refuse requests that are further off than some seconds; past one second the clock deserves a look. */
const SKEW_WARN_MS = 1_000;

/** What a test found, in the order of what matters. */
export function testFindings(result: AccountTestDocument, count: (figure: number | null) => string): Finding[] {
  const line = (label: string, value: string, tone: Finding['tone'], advice: string | null = null): Finding => ({
    label,
    value,
    tone,
    advice,
  });
  const known = (value: number | null): Finding['tone'] => (value === null ? 'unknown' : 'good');
  const skew = result.clock_skew_ms;
  const skewed = skew !== null && Math.abs(skew) > SKEW_WARN_MS;
  const findings = [
    line('Markets', count(result.markets), known(result.markets)),
    line('Latency', result.latency_ms === null ? '–' : formatLatency(result.latency_ms), known(result.latency_ms)),
    line(
      'Clock',
      skew === null ? '–' : `${signed(Math.round(skew))} ms`,
      skew === null ? 'unknown' : skewed ? 'warn' : 'good',
      skewed ? 'Set the clock of this machine: requests may be refused for their time.' : null,
    ),
  ];
  return result.key ? [...keyFindings(result.key, line), ...findings] : findings;
}

function keyFindings(
  key: NonNullable<AccountTestDocument['key']>,
  line: (label: string, value: string, tone: Finding['tone'], advice?: string | null) => Finding,
): Finding[] {
  const { can_trade: trade, can_withdraw: withdraw, ip_restricted: bound } = key;
  return [
    withdraw === true
      ? line(
          'Withdraw',
          'granted',
          'bad',
          'The key can move money away. Make a new key without that right, and delete this one.',
        )
      : line('Withdraw', withdraw === null ? 'not known' : 'not granted', withdraw === null ? 'unknown' : 'good'),
    trade === false
      ? line('Trade', 'not granted', 'warn', 'Orders will be refused. Allow spot trading for this key.')
      : line('Trade', trade === null ? 'not known' : 'granted', trade === null ? 'unknown' : 'good'),
    bound === false
      ? line('Address list', 'none', 'warn', 'Limit the key to the address of this machine.')
      : line('Address list', bound === null ? 'not known' : 'restricted', bound === null ? 'unknown' : 'good'),
  ];
}

const signed = (value: number): string => (value === 0 ? '0' : value > 0 ? `+${value}` : `−${-value}`);
