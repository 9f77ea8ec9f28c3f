import type { ErrorDocument } from '../../../../shared/schema/error-code.ts';

/** When the console stops an account by itself. Null: never for that. */
export interface StopRules {
  /** So many refusals of one kind, in the same words, in a row by the exchange. Whatever sends them goes on sending them. */
  refusals: number | null;
  /** So many orders whose outcome is unknown at the same time: each may stand at the exchange, and nobody knows how much is held. */
  unknown: number | null;
  /**
   * Farther from the exchange's clock than this. Requests are corrected for it, but trading hours, days and the ages of
   * prices and readings are wrong then.
   */
  skewMs: number | null;
}

const OFF = 'off';

/**
 * `QT_STOP_AFTER_REFUSALS`, `QT_STOP_AFTER_UNKNOWN` (orders) and `QT_STOP_AT_CLOCK_SKEW` (seconds): whole numbers, or `off`.
 * Anything else is reported, and the default is used.
 */
export function readStopRules(
  env: Readonly<Record<string, string | undefined>>,
  problems: Pick<ErrorDocument, 'code' | 'message'>[],
): StopRules {
  const read = (name: string, usual: number, least: number, most: number): number | null => {
    const text = env[name]?.trim().toLowerCase() ?? '';
    if (text === '') return usual;
    if (text === OFF) return null;
    const given = /^\d{1,6}$/.test(text) ? Number(text) : -1;
    if (given >= least && given <= most) return given;
    const message = `${name} must be ${least} to ${most}, or "${OFF}"; ${usual} is used`;
    problems.push({ code: 'INVALID_INPUT', message });
    return usual;
  };
  const skewSeconds = read('QT_STOP_AT_CLOCK_SKEW', 300, 5, 86_400);
  return {
    refusals: read('QT_STOP_AFTER_REFUSALS', 5, 2, 1_000),
    unknown: read('QT_STOP_AFTER_UNKNOWN', 3, 2, 1_000),
    skewMs: skewSeconds === null ? null : skewSeconds * 1_000,
  };
}
