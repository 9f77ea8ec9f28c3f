import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import type { Order } from '../core/order.ts';
import type { OpenSession } from '../http/stream.ts';
import { streamLogin } from './auth.ts';
import { categoryOf } from './markets.ts';
import { shownOrder, shownTrade } from './shapes.ts';
import type { VenueState } from './state.ts';

const TOPICS = new Set(['order', 'execution', 'wallet', 'position']);

/** `/v5/private`: a login, then subscriptions, then rows by topic (docs/v5/ws/connect). */
export function bybitStream(exchange: Exchange, state: VenueState): OpenSession {
  let connections = 0;
  return ({ path, reply, push, close }) => {
    if (path !== '/v5/private') return null;
    const connId = `conn-${++connections}`;
    let account: VenueAccount | null = null;
    const topics = new Set<string>();
    let messages = 0;

    const answer = (op: string, success: boolean, words: string): void =>
      reply({ success, ret_msg: words, op, conn_id: connId });
    const tell = (topic: string, data: object[]): void => {
      if (topics.has(topic)) push({ id: `${connId}-${++messages}`, topic, creationTime: exchange.now(), data });
    };
    const tellOrder = (order: Order): void =>
      tell('order', [{ category: categoryOf(order.market), ...shownOrder(order, state) }]);

    function request(op: string, args: unknown): void {
      if (op === 'ping') return reply({ req_id: '', op: 'pong', args: [String(exchange.now())], conn_id: connId });
      if (op === 'auth') {
        account = streamLogin(exchange.accounts, args, exchange.now());
        if (account) return answer('auth', true, '');
        // The real one quotes the request back.
        answer('auth', false, `Params Error: ${JSON.stringify(args)}`);
        return close();
      }
      if (op !== 'subscribe' || !Array.isArray(args)) return answer(op, false, 'op type is not found');
      if (!account) return answer(op, false, 'Request not authorized');
      const unknown = args.find((topic) => !TOPICS.has(String(topic)));
      if (unknown !== undefined) return answer(op, false, `error:handler not found,topic:${String(unknown)}`);
      for (const topic of args) topics.add(String(topic));
      answer(op, true, '');
    }

    return {
      onText: (text) => {
        try {
          const { op, args } = JSON.parse(text) as { op?: unknown; args?: unknown };
          request(String(op), args);
        } catch {
          answer('', false, 'invalid JSON');
        }
      },
      onEvent: ({ order, trade }) => {
        if (!account || order.account !== account.name) return;
        if (trade) {
          tell('execution', [{ category: categoryOf(trade.market), ...shownTrade(trade, order, order.filled) }]);
        }
        tellOrder(order);
        tell('wallet', [{ accountType: 'UNIFIED', coin: [] }]);
      },
    };
  };
}
