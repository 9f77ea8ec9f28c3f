/** Several sorted sources as one. They are read only as far as the answer is. */
export function* mergeSorted<T>(sources: readonly Iterable<T>[], compare: (a: T, b: T) => number): Generator<T> {
  const heads: { value: T; rest: Iterator<T> }[] = [];
  const take = (rest: Iterator<T>): { value: T; rest: Iterator<T> } | null => {
    const next = rest.next();
    return next.done === true ? null : { value: next.value, rest };
  };
  for (const source of sources) {
    const head = take(source[Symbol.iterator]());
    if (head) heads.push(head);
  }
  while (heads.length > 0) {
    let least = 0;
    for (let i = 1; i < heads.length; i += 1) {
      const [a, b] = [heads[i], heads[least]];
      if (a && b && compare(a.value, b.value) < 0) least = i;
    }
    const { value, rest } = heads[least] as { value: T; rest: Iterator<T> };
    yield value;
    const next = take(rest);
    if (next) heads[least] = next;
    else heads.splice(least, 1);
  }
}
