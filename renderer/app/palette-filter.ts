import type { SpotlightActionData, SpotlightActionGroupData, SpotlightFilterFunction } from '@mantine/spotlight';

/** One action a scope would bury the rest, so these are found by words alone. */
export const KILL_GROUP = 'Kill and release';
const PREFIXES: Record<string, readonly string[]> = { '@': ['Accounts'], '>': ['Do', KILL_GROUP] };

/** Finds actions by all words of the query; a leading `@` or `>` narrows to some groups. */
export const filterActions: SpotlightFilterFunction = (query, actions) => {
  const groups = PREFIXES[query.trim().charAt(0)];
  const text = groups === undefined ? query : query.trim().slice(1);
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return actions
    .filter((entry): entry is SpotlightActionGroupData => 'group' in entry && 'actions' in entry)
    .filter((entry) => groups === undefined || groups.includes(entry.group))
    .filter((entry) => entry.group !== KILL_GROUP || words.length > 0)
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
