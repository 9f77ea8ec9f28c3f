import type { Clock } from '../../ports.ts';

/** From the noted list to the sending: the checks and one durable commit. A turn that nobody uses ends by itself. */
const UNUSED_MS = 5_000;

interface Turn {
  account: string;
  clientOrderId: string;
  sending: boolean;
  over: Promise<void>;
  endUnlessUsed(): void;
  finish(): void;
}

/** Lets the accounts of one key send in a market one after the other, each with a list of orders that the former is in. */
export interface MarketTurns {
  /** Waits for the turn. A turn that the same account left unused is taken over. */
  take(marketId: string, account: string, clientOrderId: string): Promise<void>;
  /** The list is noted: from now on the order is expected. */
  noted(marketId: string, clientOrderId: string): void;
  giveUp(marketId: string, clientOrderId: string): void;
  /** False where it is another account's turn, or another one sent since `take`. */
  begin(marketId: string, account: string, clientOrderId: string): boolean;
  end(marketId: string, clientOrderId: string): void;
  close(): void;
}

export function createTurns(clock: Clock): MarketTurns {
  const turns = new Map<string, Turn>();
  /** Orders sent by each account in each market. */
  const sent = new Map<string, Map<string, number>>();
  /** How many others had been sent when an account last took its turn. */
  const taken = new Map<string, { clientOrderId: string; others: number }>();

  const othersIn = (marketId: string, account: string): number =>
    [...(sent.get(marketId) ?? [])].reduce((sum, [name, count]) => (name === account ? sum : sum + count), 0);

  const open = (marketId: string, account: string, clientOrderId: string, sending: boolean): void => {
    let finished: () => void = () => undefined;
    let cancel: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (finished = resolve));
    const turn: Turn = {
      account,
      clientOrderId,
      sending,
      over,
      endUnlessUsed: () => {
        cancel = clock.after(UNUSED_MS, () => {
          if (!turn.sending) turn.finish();
        });
      },
      finish: () => {
        cancel();
        if (turns.get(marketId) === turn) turns.delete(marketId);
        finished();
      },
    };
    turns.set(marketId, turn);
  };
  const own = (marketId: string, clientOrderId: string): Turn | null => {
    const turn = turns.get(marketId);
    return turn?.clientOrderId === clientOrderId ? turn : null;
  };

  return {
    take: async (marketId, account, clientOrderId) => {
      for (let turn = turns.get(marketId); turn; turn = turns.get(marketId)) {
        if (turn.account === account && !turn.sending) turn.finish();
        else await turn.over;
      }
      open(marketId, account, clientOrderId, false);
      taken.set(`${marketId} ${account}`, { clientOrderId, others: othersIn(marketId, account) });
    },
    noted: (marketId, clientOrderId) => own(marketId, clientOrderId)?.endUnlessUsed(),
    giveUp: (marketId, clientOrderId) => own(marketId, clientOrderId)?.finish(),
    begin: (marketId, account, clientOrderId) => {
      const turn = turns.get(marketId);
      if (turn && turn.account !== account) return false;
      const before = taken.get(`${marketId} ${account}`);
      const outdated = before?.clientOrderId === clientOrderId && before.others !== othersIn(marketId, account);
      if (outdated) return false;
      if (turn?.clientOrderId === clientOrderId) turn.sending = true;
      else if (!turn?.sending) {
        turn?.finish();
        open(marketId, account, clientOrderId, true);
      }
      const counts = sent.get(marketId) ?? new Map<string, number>();
      sent.set(marketId, counts.set(account, (counts.get(account) ?? 0) + 1));
      return true;
    },
    end: (marketId, clientOrderId) => own(marketId, clientOrderId)?.finish(),
    close: () => {
      for (const turn of [...turns.values()]) turn.finish();
    },
  };
}
