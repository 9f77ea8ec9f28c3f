/** Kraken's transaction ids: a letter and sixteen characters in three groups. Here the characters are a number's digits. */
function transactionId(letter: 'O' | 'T' | 'L', id: number): string {
  const digits = String(id).padStart(16, '0');
  return `${letter}${digits.slice(0, 5)}-${digits.slice(5, 10)}-${digits.slice(10)}`;
}

export const KRAKEN_IDS = {
  order: (id: number): string => transactionId('O', id),
  trade: (id: number): string => transactionId('T', id),
  ledger: (id: number): string => transactionId('L', id),
};
