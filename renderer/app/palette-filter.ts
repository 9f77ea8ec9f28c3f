import type { SpotlightActionData, SpotlightActionGroupData, SpotlightFilterFunction } from '@mantine/spotlight';

const PREFIXES: Record<string, string> = { '@': 'Accounts', '>': 'Do' };

/** Finds actions by all words of the query; a leading `@` or `>` narrows to one group. */
export const filterActions: SpotlightFilterFunction = (query, actions) => {
  const group = PREFIXES[query.trim().charAt(0)];
  const text = group === undefined ? query : query.trim().slice(1);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return actions
    .filter((entry): entry is SpotlightActionGroupData => 'group' in entry && 'actions' in entry)
    .filter((entry) => group === undefined || entry.group === group)
    .map((entry) => ({
      ...entry,
      actions: entry.actions.filter((action) => words.every((word) => textOf(action).includes(word))),
    }))
    .filter((entry) => entry.actions.length > 0);
};

function textOf({ label, description, keywords }: SpotlightActionData): string {
  return [label, description, ...(Array.isArray(keywords) ? keywords : [keywords])]
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
}
