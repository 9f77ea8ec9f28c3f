/** So many are done at once: a few milliseconds of work. */
const PART = 100;

/** Goes through a long list a part at a time, so that orders can go between. */
export async function inParts<T>(
  items: Iterable<T>,
  pause: () => Promise<void>,
  each: (item: T) => void,
): Promise<void> {
  let done = 0;
  for (const item of items) {
    each(item);
    done += 1;
    if (done % PART === 0) await pause();
  }
}

/** The same, for a list that comes out of it. */
export async function mappedInParts<T, U>(
  items: Iterable<T>,
  pause: () => Promise<void>,
  map: (item: T) => U,
): Promise<U[]> {
  const mapped: U[] = [];
  await inParts(items, pause, (item) => void mapped.push(map(item)));
  return mapped;
}
