import type { ApprovalDocument } from '../../../shared/schema/approval.ts';
import type { Door } from '../../../shared/schema/order.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { formatDecimal } from '../../widgets/format-decimal.ts';
import type { Outlook } from './approval-gate.ts';

/** Through which door a signal came, or a decision was made. */
export function doorWords(door: Door | 'console'): string {
  return { desktop: 'the window', page: 'the web page', cli: 'qt', http: 'HTTP', console: 'the console' }[door];
}

/** `0.05 BTC`, `500 USDT worth`; a group with sizes of its own has none. */
export function sizeWords({ amount, quote_amount, symbol }: Signal): string {
  const [base = '', rest = ''] = symbol.split('/');
  if (amount !== undefined) return `${formatDecimal(amount)} ${base}`;
  if (quote_amount !== undefined) return `${formatDecimal(quote_amount)} ${rest.split(':')[0] ?? ''} worth`;
  return 'sizes of the group';
}

/** `at market`, `limit 50,000`. */
export function priceWords({ type, price }: Signal): string {
  return type === 'limit' && price !== undefined ? `limit ${formatDecimal(price)}` : 'at market';
}

/** What it would come to now, in one line. */
export function outlookWords(outlook: Outlook): { text: string; good: boolean } {
  if (outlook.kind === 'group') {
    const { error, placeable, legs } = outlook.preview;
    if (error) return { text: `Would be refused: ${error.message} (${error.code})`, good: false };
    return { text: `${placeable} of ${legs.length} legs can be placed`, good: placeable > 0 };
  }
  const { error, order } = outlook.preview;
  if (error) return { text: `Would be refused: ${error.message} (${error.code})`, good: false };
  if (!order) return { text: 'The route gives no order', good: false };
  const price = order.price ?? order.reference_price;
  const at = price === null ? '' : `${order.price ? ' at ' : ', about '}${formatDecimal(price)}`;
  return {
    text: `Would ${order.side} ${formatDecimal(order.amount)} ${order.base} on ${order.account_name}${at}`,
    good: true,
  };
}

/** What is another than when the signal arrived, as far as that was kept. */
export function changesSince(approval: ApprovalDocument, outlook: Outlook): string[] {
  const changes: string[] = [];
  if (outlook.kind === 'account') {
    const now = outlook.preview.decision.account_name;
    if (now !== approval.account_name) {
      const where = now === null ? 'to no account now' : `to ${now} now`;
      changes.push(`It goes ${where}; it went to ${approval.account_name} when it arrived.`);
    }
    const failover = outlook.preview.decision.trace.find((step) => step.step === 'failover');
    if (failover?.outcome === 'chosen') changes.push(`Its exchange is unhealthy by now: ${failover.reason}`);
  }
  return changes;
}
