const formatters = new Map<string, Intl.DateTimeFormat>();

/** Building one takes a thousand times as long as using it. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** What a clock on the wall shows in an IANA zone at a moment, as the epoch ms at which a clock in UTC would show that. */
export function wallTimeMs(timeZone: string, epochMs: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(epochMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((epochMs % 1_000) + 1_000) % 1_000);
}

/** How far the zone's wall clock is ahead of UTC at a moment. */
export function wallOffsetMs(timeZone: string, epochMs: number): number {
  return wallTimeMs(timeZone, epochMs) - epochMs;
}

/**
 * The moments at which the zone's wall clock shows this, earliest first: none where it is skipped in spring, two where it
 * comes twice in autumn.
 */
export function momentsOfWallTime(timeZone: string, wallMs: number): number[] {
  const dayMs = 86_400_000;
  const offsets = new Set([wallMs - dayMs, wallMs, wallMs + dayMs].map((near) => wallOffsetMs(timeZone, near)));
  return [...offsets]
    .map((offsetMs) => wallMs - offsetMs)
    .filter((epochMs) => wallTimeMs(timeZone, epochMs) === wallMs)
    .sort((a, b) => a - b);
}
