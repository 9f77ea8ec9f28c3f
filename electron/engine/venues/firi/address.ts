/** The only address of Firi; there is no testnet. (`api.miraiex.com` is its older name.) */
export const FIRI_URL = 'https://api.firi.com';
