import { isZero, normalize } from '../../../../shared/money/decimal.ts';
import { QtError } from '../../../../shared/schema/error-code.ts';
import type { Desk } from '../exchange/exchange-facts.ts';
import type { SigningClient } from '../exchange/signing-client.ts';
import { readError } from '../http/verdict.ts';
import type { VenuePosition } from '../venue.ts';
import { rowsOf, SETTLE_COINS } from './found-orders.ts';
import { readList } from './read-list.ts';
import { accountInfoSchema, positionSchema } from './wire-documents.ts';

/** The most that one page of `position/list` has. */
export const POSITIONS_PAGE = 200;

/** `unifiedMarginStatus` of the accounts before there were unified ones; their margin mode is of another kind. */
const CLASSIC = '1';

const MARGIN_MODES: Readonly<Record<string, 'isolated' | 'cross'>> = {
  ISOLATED_MARGIN: 'isolated',
  REGULAR_MARGIN: 'cross',
};

/** One for the whole account. Null where it is neither (portfolio margin), or the account is none of the unified ones. */
export async function readMarginMode(client: SigningClient): Promise<'isolated' | 'cross' | null> {
  const verdict = await client.read('privateGetV5AccountInfo', {});
  if (verdict.kind !== 'ok') throw readError(verdict);
  const info = accountInfoSchema.safeParse(verdict.document);
  if (!info.success) throw new QtError('VENUE_ERROR', 'the venue gave account settings that cannot be read');
  return info.data.unifiedMarginStatus === CLASSIC ? null : (MARGIN_MODES[info.data.marginMode] ?? null);
}

/** Open positions in linear perpetuals. */
export async function readPositions({ client, bySymbolOfVenue }: Desk): Promise<VenuePosition[]> {
  const rows = [];
  for (const settleCoin of SETTLE_COINS) {
    const question = { category: 'linear', settleCoin };
    const read = await readList(client, 'privateGetV5PositionList', question, positionSchema, POSITIONS_PAGE);
    rows.push(...rowsOf(read).filter(({ size }) => !isZero(size)));
  }
  if (rows.length === 0) return [];
  const marginMode = await readMarginMode(client);
  return Promise.all(
    rows.map(async (row) => {
      const instrument = await bySymbolOfVenue(row.symbol);
      const entry = row.avgPrice ?? row.entryPrice;
      return {
        symbol: instrument?.symbol ?? row.symbol,
        side: row.side === 'Buy' ? ('long' as const) : ('short' as const),
        amount: normalize(row.size),
        entryPrice: entry ? normalize(entry) : null,
        markPrice: row.markPrice ? normalize(row.markPrice) : null,
        leverage: row.leverage ? normalize(row.leverage) : null,
        marginMode,
      };
    }),
  );
}
