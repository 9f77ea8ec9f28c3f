/** A symbol without its marks, in capitals: what is compared where part of one is looked for. */
export function bareSymbol(symbol: string): string {
  return symbol.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
}
