import { allocate } from '../../../shared/groups/allocate.ts';
import type { AllocationMember, Share } from '../../../shared/groups/allocate.ts';
import { add, sub } from '../../../shared/money/decimal.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import { QtError } from '../../../shared/schema/error-code.ts';
import type {
  GroupDocument,
  GroupLegPreview,
  GroupMemberDocument,
  GroupPreviewDocument,
  GroupSignal,
} from '../../../shared/schema/group.ts';
import type { Signal } from '../../../shared/schema/signal.ts';
import { evaluate, routeSignal } from '../orders/evaluate.ts';
import type { EvaluateDeps } from '../orders/evaluate.ts';
import { readEquity } from './equity.ts';

/**
 * What a signal to a group would do, leg by leg: its share, and the evaluation that its own signal gets. Asks the venues, and
 * changes nothing. Throws INVALID_SIGNAL where the amount does not fit the allocation.
 */
export async function planGroup(
  signal: GroupSignal,
  group: GroupDocument,
  deps: EvaluateDeps,
): Promise<GroupPreviewDocument> {
  const total = totalOf(signal, group);
  const quote = signal.symbol.split('/')[1]?.split(':')[0] ?? '';
  const members = await Promise.all(group.members.map((member) => allocationMember(member, group, quote, deps)));
  const shares = new Map(
    allocate(group.allocation, total, members).map((share): [string, Share] => [share.account_name, share]),
  );
  const legs = await Promise.all(
    group.members.map((member, i) =>
      planLeg(signal, member, members[i]?.equity ?? null, shares.get(member.account_name) as Share, deps),
    ),
  );
  const { name, allocation, revision, mode, testnet, error } = group;
  const { symbol, side } = signal;
  const asked = { amount: signal.amount ?? null, quote_amount: signal.quote_amount ?? null };
  return {
    group: name,
    allocation,
    revision,
    mode,
    testnet,
    symbol,
    side,
    ...asked,
    legs,
    ...sums(legs, asked),
    error,
  };
}

/** The leg of one account as a signal of its own: it names the account, and takes its share of the amount. */
export function legSignal(
  signal: GroupSignal,
  leg: Pick<GroupLegPreview, 'account_name' | 'amount' | 'quote_amount'>,
): Signal {
  const { id: _id, amount: _amount, quote_amount: _quote, unplaceable: _choice, ...rest } = signal;
  const size = leg.amount === null ? { quote_amount: leg.quote_amount ?? '0' } : { amount: leg.amount };
  return { ...rest, account_name: leg.account_name, ...size };
}

function totalOf(signal: GroupSignal, { name, allocation }: GroupDocument): string | null {
  const total = signal.amount ?? signal.quote_amount ?? null;
  if (allocation === 'sizes' && total !== null) {
    throw new QtError('INVALID_SIGNAL', `amount: group ${name} has fixed sizes, so its signals take no amount`);
  }
  if (allocation !== 'sizes' && total === null) {
    throw new QtError('INVALID_SIGNAL', `amount: give either amount or quote_amount, to be divided in group ${name}`);
  }
  return total;
}

async function allocationMember(
  member: GroupMemberDocument,
  { allocation }: GroupDocument,
  quote: string,
  deps: EvaluateDeps,
): Promise<AllocationMember> {
  const { account_name, weight, size, exchange, error } = member;
  const given = { account_name, weight, size, equity: null, equityError: null };
  if (allocation !== 'equity') return given;
  if (error || exchange === null) return { ...given, equityError: error };
  const { value, error: unknown } = await readEquity({ name: account_name, exchange }, quote, deps.sources);
  return { ...given, equity: value, equityError: unknown };
}

async function planLeg(
  signal: GroupSignal,
  member: GroupMemberDocument,
  equity: string | null,
  { share, error: noShare }: Share,
  deps: EvaluateDeps,
): Promise<GroupLegPreview> {
  const { account_name, exchange, mode, testnet, owner } = member;
  const inQuote = signal.quote_amount !== undefined;
  const leg: GroupLegPreview = {
    ...{ account_name, exchange, mode, testnet, owner, equity },
    amount: inQuote ? null : share,
    quote_amount: inQuote ? share : null,
    minimum: null,
    decision: null,
    order: null,
    error: member.error ?? noShare,
  };
  if (share === null) return leg;
  const own = legSignal(signal, leg);
  const route = routeSignal(own, deps);
  const evaluation = await evaluate(own, route, deps);
  const { decision, order, error } = evaluation.verdict();
  const instrument = evaluation.facts?.instrument;
  return {
    ...leg,
    minimum: instrument
      ? { step: instrument.step, amount: instrument.min_amount, notional: instrument.min_notional }
      : null,
    decision,
    order,
    error: error ?? standIn(account_name, decision.account_name),
  };
}

/** A stand-in has a share of its own, or none: a leg that moved to it would give it what it should not have. */
function standIn(account: string, goesTo: string | null): ErrorDocument | null {
  if (goesTo === account) return null;
  const message = `the exchange of ${account} is unhealthy, and a leg of a group goes to no stand-in`;
  return { code: 'EXCHANGE_UNHEALTHY', message };
}

function sums(
  legs: readonly GroupLegPreview[],
  asked: { amount: string | null; quote_amount: string | null },
): Pick<GroupPreviewDocument, 'placeable' | 'placed_amount' | 'placed_notional' | 'unallocated'> {
  const orders = legs.flatMap(({ order, error }) => (order && !error ? [order] : []));
  const amount = orders.reduce((sum, order) => add(sum, order.amount), '0');
  const notional = orders.reduce<string | null>(
    (sum, order) => (sum === null || order.notional === null ? null : add(sum, order.notional)),
    '0',
  );
  const left = (total: string | null, used: string | null): string | null =>
    total === null || used === null ? null : sub(total, used);
  const unallocated = asked.amount === null ? left(asked.quote_amount, notional) : left(asked.amount, amount);
  return { placeable: orders.length, placed_amount: amount, placed_notional: notional, unallocated };
}
