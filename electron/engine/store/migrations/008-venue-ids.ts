/**
 * Orders are found by the venue's id at every order that an exchange lists and every trade that it tells of, under whichever
 * account name they were placed.
 */
export const venueIds = `
DROP INDEX orders_by_venue_id;
CREATE INDEX orders_by_venue_id ON orders (venue_order_id) WHERE venue_order_id IS NOT NULL;
`;
