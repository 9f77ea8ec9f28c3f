import type { AccountDocument } from '../../../../shared/schema/account.ts';
import type { Exchange } from '../../../../shared/schema/exchange.ts';
import type { FailoverChange, FailoverPolicy } from '../../../../shared/schema/failover.ts';

/** One line of the form: an exchange or an account, and who may take its orders. */
export interface FailoverLine {
  key: string;
  kind: FailoverChange['kind'];
  from: string;
  to: string[];
  /** Who may be listed at all; the engine would refuse the others. */
  options: string[];
}

/** Exchanges with a main account, then every account that has a peer of the same owner, mode and network. */
export function failoverLines(policy: FailoverPolicy, accounts: readonly AccountDocument[]): FailoverLine[] {
  const sound = accounts.filter((account) => account.error === null && account.exchange !== null);
  const mains = sound.filter((account) => account.name === `main_${account.exchange}`);
  const exchanges = new Set([...mains.map((account) => account.exchange as Exchange), ...keys(policy.chains)]);
  const chains = [...exchanges].sort().map((exchange): FailoverLine => {
    const main = mains.find((account) => account.exchange === exchange);
    const others = mains.filter((account) => account.exchange !== exchange && (!main || isPeer(main, account)));
    const to = policy.chains[exchange] ?? [];
    return {
      key: `chain ${exchange}`,
      kind: 'chain',
      from: exchange,
      to,
      options: union(
        others.map((account) => account.exchange as Exchange),
        to,
      ),
    };
  });
  const standIns = sound
    .map((account): FailoverLine => {
      const to = policy.stand_ins[account.name] ?? [];
      const peers = sound.filter((other) => other.name !== account.name && isPeer(account, other));
      const options = union(
        peers.map((other) => other.name),
        to,
      );
      return { key: `stand_ins ${account.name}`, kind: 'stand_ins', from: account.name, to, options };
    })
    .filter((line) => line.options.length > 0);
  return [...chains.filter((line) => line.options.length > 0), ...standIns];
}

export function changesOf(lines: readonly FailoverLine[], edited: ReadonlyMap<string, string[]>): FailoverChange[] {
  return lines.flatMap((line): FailoverChange[] => {
    const to = edited.get(line.key);
    if (to === undefined || to.join() === line.to.join()) return [];
    return line.kind === 'chain'
      ? [{ kind: 'chain', exchange: line.from as Exchange, to: to as Exchange[] }]
      : [{ kind: 'stand_ins', account_name: line.from, to }];
  });
}

function isPeer(one: AccountDocument, other: AccountDocument): boolean {
  return (
    one.owner === other.owner && one.mode === other.mode && one.testnet === other.testnet && one.market === other.market
  );
}

function keys<K extends string>(record: Partial<Record<K, unknown>>): K[] {
  return Object.keys(record) as K[];
}

function union(one: readonly string[], other: readonly string[]): string[] {
  return [...new Set([...one, ...other])].sort();
}
