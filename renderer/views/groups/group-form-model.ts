import { ALLOCATIONS, groupSchema } from '../../../shared/schema/group.ts';
import type { Allocation, GroupDocument, GroupInput } from '../../../shared/schema/group.ts';

/** A group as it stands in the form: text as typed. */
export interface GroupDraft {
  name: string;
  allocation: Allocation;
  members: { account_name: string; weight: string; size: string }[];
}

export type GroupReading = { ok: true; group: GroupInput } | { ok: false; message: string };

export const ALLOCATION_WORDS: Record<Allocation, { label: string; hint: string }> = {
  equal: { label: 'Equal', hint: 'The same part to each account.' },
  equity: { label: 'By equity', hint: 'By what each account is worth in the symbol’s quote currency.' },
  weights: { label: 'Weights', hint: 'By the weights that you set here.' },
  sizes: { label: 'Fixed sizes', hint: 'Each account has its own size; the signal has none.' },
};

export const EMPTY_GROUP: GroupDraft = { name: '', allocation: 'equal', members: [] };

export function draftOf(group: GroupDocument): GroupDraft {
  const members = group.members.map(({ account_name, weight, size }) => ({
    account_name,
    weight: weight ?? '',
    size: size ?? '',
  }));
  return { name: group.name, allocation: group.allocation, members };
}

/** Keeps what was typed for those who stay; who is new begins with weight 1. */
export function withMembers(draft: GroupDraft, names: readonly string[]): GroupDraft {
  const known = new Map(draft.members.map((member) => [member.account_name, member]));
  return { ...draft, members: names.map((name) => known.get(name) ?? { account_name: name, weight: '1', size: '' }) };
}

/** Reads the form with the schema of the engine, so that it can say nothing that the engine would not take. */
export function readGroup(draft: GroupDraft): GroupReading {
  const parsed = groupSchema.safeParse({
    name: draft.name,
    allocation: draft.allocation,
    members: draft.members.map(({ account_name, weight, size }) => ({
      account_name,
      ...(draft.allocation === 'weights' ? { weight: weight.trim() } : {}),
      ...(draft.allocation === 'sizes' ? { size: size.trim() } : {}),
    })),
  });
  if (parsed.success) return { ok: true, group: parsed.data };
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.').replace(/^members\.(\d+)\./, (_, index: string) => {
    return `${draft.members[Number(index)]?.account_name ?? 'member'}: `;
  });
  if (draft.members.length === 0) return { ok: false, message: 'Choose at least one account.' };
  return { ok: false, message: `${field ? `${field} ` : ''}${issue?.message ?? 'is not complete'}` };
}

export { ALLOCATIONS };
