/** `part` of `whole` in percent with one decimal, rounded down, so that 100 says that it is all. */
export function share(part: number, whole: number): string {
  return (Math.floor((part * 1_000) / whole) / 10).toFixed(1);
}
