import type { AccountRiskDocument, GaugeDocument } from '../../../shared/schema/risk.ts';
import { LIMIT_WORDS } from '../risk/limit-words.ts';

/** How tight a gauge is: what is reached first, then what cannot be told, then by the share that is used. */
function tightness({ state, percent }: GaugeDocument): number {
  if (state === 'reached') return 1_000_000;
  if (state === 'unknown') return 500_000;
  return percent ?? -1;
}

/** The gauges that leave the account some room or none; the tightest first. A limit of single orders is never used up. */
export function roomOf(account: Pick<AccountRiskDocument, 'gauges'> | undefined): GaugeDocument[] {
  return (account?.gauges ?? [])
    .filter(({ limit_name: name }) => !LIMIT_WORDS[name].each)
    .toSorted((a, b) => tightness(b) - tightness(a));
}
