import type { PlannedOrderDocument } from '../../../shared/schema/decision.ts';
import type { ShownRoute, Signal } from '../../../shared/schema/signal.ts';
import type { LinkState } from '../../state/link.ts';
import { modeKind } from '../../widgets/mode.ts';
import type { ModeKind } from '../../widgets/mode.ts';
import type { TicketField } from './ticket-draft.ts';
import type { Preview } from './use-preview.ts';

/** Whether the ticket can be fired now, and how; or why not. */
export type FireGate =
  | {
      ready: true;
      kind: Exclude<ModeKind, 'unknown'>;
      signal: Signal;
      /** Where the operator sees it go: it is fired there, or not at all. */
      shown: ShownRoute;
      order: PlannedOrderDocument;
      /** Past an earlier order of unknown outcome, on the operator's word. */
      override: boolean;
    }
  | { ready: false; kind: ModeKind; reason: string; arm: string | null };

export type ReadyGate = Extract<FireGate, { ready: true }>;

const FIELD_WORDS: Partial<Record<TicketField, string>> = {
  symbol: 'a symbol',
  price: 'a limit price',
  size: 'a size',
};

/** Decides from what is shown, so that nothing can be fired that the operator has not seen. `armed` names accounts. */
export function fireGate(preview: Preview, link: LinkState, armed: readonly string[]): FireGate {
  const { reading, document, current } = preview;
  const decision = document?.decision;
  const kind = modeKind(decision?.mode, decision?.testnet);
  const shut = (reason: string, arm: string | null = null): FireGate => ({ ready: false, kind, reason, arm });

  if (!reading.ok) {
    const [missing] = reading.missing;
    const [error] = Object.values(reading.errors);
    return shut(
      missing ? `Give ${FIELD_WORDS[missing] ?? missing}.` : `Correct the ticket: ${error ?? 'it is not complete'}.`,
    );
  }
  if (link === 'stale') return shut('The engine is silent. Firing waits until it is heard again.');
  if (link !== 'live') return shut('The engine is not connected.');
  if (preview.error) return shut('No preview could be made, so nothing is fired.');
  if (!current || !decision) return shut('Waiting for the preview of this ticket.');
  const name = decision.account_name;
  if (current.document.error?.code === 'ACCOUNT_DISARMED')
    return shut('Real trading is disarmed for this account.', name);
  if (current.document.error) return shut(`Refused: ${current.document.error.message}`);
  const order = current.document.order;
  if (!order || !name) return shut('The route gives no order.');
  if (kind === 'unknown' || decision.mode === null) return shut('The mode of this route is not known.');
  if (kind === 'real' && !armed.includes(name)) return shut('Real trading is disarmed for this account.', name);
  const override = preview.override?.on === true;
  const { mode, testnet } = decision;
  const shown = { account_name: name, exchange: order.exchange, mode, testnet };
  return { ready: true, kind, signal: current.signal, shown, order, override };
}
