import { isZero, neg, normalize } from '../../../../shared/money/decimal.ts';
import type { FlowKind } from '../../../../shared/schema/history.ts';
import type { HistoryFlow } from '../venue.ts';
import { assetName } from './asset-names.ts';
import type { LedgerEntry } from './wire-documents.ts';

/** By the `type` of an entry (docs.kraken.com, "Get Ledgers Info"; support article 360001169383). Any other moved money all the same. */
const KINDS: Readonly<Record<string, FlowKind>> = {
  deposit: 'deposit',
  withdrawal: 'withdrawal',
  transfer: 'transfer',
  custodytransfer: 'transfer',
  spend: 'conversion',
  receive: 'conversion',
  conversion: 'conversion',
  sale: 'conversion',
};

/** What moved without a trade; the fee of an entry is a flow of its own. Trades are told elsewhere, with their fees. */
export function flowsOf(ledger: Readonly<Record<string, LedgerEntry>>): HistoryFlow[] {
  return Object.entries(ledger).flatMap(([id, entry]) => {
    const { type, asset: name, amount, fee, time: atMs } = entry;
    if (type === 'trade') return [];
    const what = { id, asset: assetName(name), symbol: null, atMs };
    const moved: HistoryFlow = { ...what, kind: kindOf(entry), amount: normalize(amount) };
    const taken: HistoryFlow = { ...what, kind: 'fee', amount: neg(fee) };
    return [moved, taken].filter((flow) => !isZero(flow.amount));
  });
}

function kindOf({ type, subtype }: LedgerEntry): FlowKind {
  // To and from what earns (`XBT.F`), which is an asset of its own; what it earns is a reward.
  if (type === 'earn' && subtype !== 'reward') return 'transfer';
  return KINDS[type] ?? 'other';
}
