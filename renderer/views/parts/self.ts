/** The owner of accounts that name none. */
export const SELF = 'me';
