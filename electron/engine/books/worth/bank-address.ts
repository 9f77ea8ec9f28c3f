import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';
import { isLoopback } from '../../venues/loopback.ts';
import { NORGES_BANK } from './bank-days.ts';

/**
 * `QT_NOK_RATES_URL`: where Norges Bank's rates are asked for, or `off`. Null: nowhere. What is no https address (http on this
 * machine alone) is reported, and nobody is asked.
 */
export function readBankAddress(text: string | undefined, problems: ErrorDocument[]): string | null {
  const address = text?.trim() ?? '';
  if (address === '') return NORGES_BANK;
  if (address === 'off') return null;
  const url = URL.canParse(address) ? new URL(address) : null;
  const plain = url?.protocol === 'http:' && isLoopback(url.hostname);
  const clean = url !== null && url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  if (clean && (url.protocol === 'https:' || plain)) return address.replace(/\/+$/, '');
  const message =
    'QT_NOK_RATES_URL must be an https address without credentials or a query, or off; no rates are asked for';
  problems.push({ code: 'INVALID_INPUT', message });
  return null;
}
