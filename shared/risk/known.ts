/** A figure, or why it cannot be told. */
export type Known = { value: string; why: null } | { value: null; why: string };

export const known = (value: string): Known => ({ value, why: null });
export const unknown = (why: string): Known => ({ value: null, why });

/** Computed from figures that are all known; else the reason of the first that is not. */
export function from(figures: readonly Known[], compute: (...values: string[]) => string): Known {
  const values: string[] = [];
  for (const figure of figures) {
    if (figure.value === null) return figure;
    values.push(figure.value);
  }
  return known(compute(...values));
}
