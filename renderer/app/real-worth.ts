import { add } from '../../shared/money/decimal.ts';
import type { SummaryDocument, TotalDocument } from '../../shared/schema/equity.ts';

/** What all real accounts are worth, in US dollars. Paper and testnet are never in it. */
export interface RealWorth {
  equity: string | null;
  today: string | null;
  equityNok: string | null;
  mine: TotalDocument | null;
  others: TotalDocument | null;
  /** Real accounts, and those that are in the sums. */
  accounts: number;
  counted: number;
  missing: string[];
  stale: boolean;
}

/** Null where there is no real account. */
export function realWorth({ totals }: SummaryDocument): RealWorth | null {
  const real = totals.filter((total) => total.kind === 'real' && total.accounts > 0);
  if (real.length === 0) return null;
  const count = (figure: (total: TotalDocument) => number): number =>
    real.reduce((sum, total) => sum + figure(total), 0);
  return {
    equity: sum(real.map((total) => total.equity_usd)),
    today: sum(real.map((total) => total.today_usd)),
    equityNok: sum(real.map((total) => total.equity_nok)),
    mine: real.find((total) => total.whose === 'mine') ?? null,
    others: real.find((total) => total.whose === 'others') ?? null,
    accounts: count((total) => total.accounts),
    counted: count((total) => total.counted),
    missing: real.flatMap((total) => total.missing),
    stale: real.some((total) => total.stale),
  };
}

/** Of what is known; null where nothing is. How many accounts are in it stands beside it. */
function sum(figures: (string | null)[]): string | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length === 0 ? null : known.reduce((total, figure) => add(total, figure), '0');
}
