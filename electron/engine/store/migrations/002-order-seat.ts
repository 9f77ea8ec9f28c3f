/** Which seat an order was placed from: see `seatMark`. Null where it was placed by the paper venue. */
export const orderSeat = 'ALTER TABLE orders ADD COLUMN seat TEXT;';
