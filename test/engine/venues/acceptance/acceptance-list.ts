/**
 * What every exchange has to show before the console places a real order there. Numbers are stable: points are added, never
 * renumbered. Each runs against the exchange's test server, over real connections, through the seat that the engine uses.
 */
export const ACCEPTANCE = {
  // placing
  1: 'a market buy fills: amount, average, trade ids and fees are those of the venue',
  2: 'a market sell fills',
  3: 'a limit order rests, and is found by our id and by the venue’s',
  4: 'a limit order takes what there is and rests with the remainder',
  5: 'a resting order fills in parts, and each part is told once',
  6: 'post-only rests',
  7: 'post-only never takes: it is refused, or canceled by the venue with nothing filled',
  8: 'immediate-or-cancel leaves nothing resting',
  9: 'a place is one request, nothing before it, and amount and price arrive as they were decided',
  10: 'an order of an unknown symbol is not sent',
  // outcomes of a place
  11: 'each documented refusal has its code, and leaves nothing at the venue',
  12: 'each documented uncertainty is unknown, and a look-up tells',
  13: 'dropped before the venue took it: absent, conclusive only after the bound, and only with the lists asked',
  14: 'dropped after the venue took it: unknown, found, and one order',
  15: 'silence, not taken: unknown after the time limit, then absent',
  16: 'silence, taken: unknown after the time limit, then found, and one order',
  17: 'an order that arrives late is found, not given up',
  18: 'a page, nothing, half an answer, or a cut answer with 200: unknown, then found',
  19: '5xx, 403 and 404 without the venue’s own words: unknown',
  20: 'a venue that is not there: not sent',
  21: 'the same client id again: unknown or refused, looked up, and one order',
  22: 'an answer about another order confirms nothing',
  // look-ups
  23: 'another order in the answer of a look-up is never taken for ours',
  24: 'what the venue has confirmed once is never concluded to be absent',
  25: 'a look-up that fails says nothing of the order',
  26: 'without an answer of every list asked for, absence is not conclusive',
  // cancels
  30: 'a cancel takes what is left off the book; a second one is gone',
  31: 'a partly filled order is canceled, and keeps what it filled',
  32: 'a fill that wins the race against the cancel: gone, and then found filled',
  33: 'a cancel without a certain answer is unknown, sent once, and a look-up tells',
  34: 'a cancel of what never existed is gone',
  35: 'an order from outside is canceled by the venue’s id',
  36: 'a cancel that could not leave is refused',
  // amends
  40: 'the price of a resting order is changed in place',
  41: 'the size of a resting order is changed in place, what is filled included',
  42: 'an amend of what is gone is gone',
  43: 'each documented refusal of an amend leaves the order as it was',
  44: 'an amend without a certain answer is unknown, sent once, and a look-up tells size and price',
  // limits, clock, key
  50: 'a rate limit: not placed, silence for as long as asked, and cancels still pass',
  55: 'the clock is measured once, and corrected',
  56: 'a refused timestamp measures once more, for the next order, and no other error does',
  60: 'a wrong secret is a matter of the key, for reads and for orders',
  61: 'a key that may not trade: refused, not placed',
  62: 'the key report tells whether the key may withdraw',
  // markets and lists
  65: 'markets that cannot be loaded: nothing is sent; loadable again: it trades',
  70: 'open orders of every market, with one that was placed outside',
  71: 'fills since a time: oldest first, with ids, sides and fees, and nothing older',
  72: 'fills since a time, over more than one page, none twice',
  73: 'balances, free and locked',
  // stream
  80: 'the stream goes live, and tells a new order and its fill as the venue has them',
  81: 'fills told by the stream carry the trade ids that REST gives',
  82: 'a stale message after newer REST carries what shows that it is stale',
  83: 'lost messages are told as a gap, or healed by the next',
  84: 'a lost connection: down, then gap and live, and it tells again',
  85: 'a refused stream is told as down, and REST works on',
  86: 'duplicates repeat ids and sums, and change none',
  87: 'a stream with a wrong secret never goes live, and tells no secret',
  88: 'a message that cannot be read is never passed over in silence, and ends nothing',
  89: 'unsubscribing closes the connection',
  // swaps
  90: 'leverage and margin mode are set and read back before the order',
  91: 'leverage that cannot be verified: nothing is sent',
  92: 'reduce-only never opens or turns a position',
  93: 'positions with side, size, leverage and margin mode',
  94: 'an account in hedge mode is refused before anything is sent',
  95: 'verified terms are not asked for before every order, but again after an hour',
} as const;

export type Point = keyof typeof ACCEPTANCE;

export const POINTS = Object.keys(ACCEPTANCE).map(Number) as Point[];

export const isSwapPoint = (point: Point): boolean => point >= 90;
