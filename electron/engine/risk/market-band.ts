import { div, gt, lte } from '../../../shared/money/decimal.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';

const DEFAULT_PERCENT = '0.5';
const MAX_PERCENT = '10';

/**
 * `QT_MARKET_BAND_PERCENT`: how far a market signal on a limit-only exchange may pass the best price. Above 0, at most 10.
 * Anything else is reported and the default of 0.5 is used, which is the careful side. The answer is a fraction.
 */
export function readMarketBand(text: string | undefined, problems: ErrorDocument[]): string {
  const percent = text?.trim() || DEFAULT_PERCENT;
  const valid = /^\d{1,3}(\.\d{1,6})?$/.test(percent) && gt(percent, '0') && lte(percent, MAX_PERCENT);
  if (!valid)
    problems.push({
      code: 'INVALID_INPUT',
      message: `QT_MARKET_BAND_PERCENT must be above 0 and at most ${MAX_PERCENT}; ${DEFAULT_PERCENT} is used`,
    });
  return div(valid ? percent : DEFAULT_PERCENT, '100', { places: 10 });
}
