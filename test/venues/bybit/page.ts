import type { Category, Params } from './params.ts';

/**
 * One page of a list, with the cursor of the next. As at the real one, a cursor is given also where nothing follows, and
 * it comes with its percent signs and goes back as it is.
 */
export function page(
  params: Params,
  category: Category,
  rows: readonly object[],
  limits: { usual: number; most: number },
): object {
  const limit = params.limit(limits.usual, limits.most);
  const from = Number(/^page_token=(\d+)&$/.exec(params.optional('cursor') ?? '')?.[1] ?? 0);
  const list = rows.slice(from, from + limit);
  const nextPageCursor = list.length === 0 ? '' : encodeURIComponent(`page_token=${from + list.length}&`);
  return { category, list, nextPageCursor };
}
