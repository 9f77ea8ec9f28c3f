import type { VenueAccount } from '../core/account.ts';
import type { Exchange } from '../core/exchange.ts';
import type { OpenSession, StreamConnection, StreamSession } from '../http/stream.ts';
import { balance } from './account-routes.ts';
import { authenticateStream } from './auth.ts';
import { marketOf, pushedOrder } from './shapes.ts';
import { instTypeOf } from './units.ts';

const MESSAGES: Readonly<Record<string, string>> = {
  '60004': 'Invalid timestamp',
  '60005': 'Invalid apiKey',
  '60006': 'Timestamp request expired',
  '60007': 'Invalid sign',
  '60011': 'Please log in',
  '60012': 'Invalid request',
  '60018': 'Wrong URL or channel does not exist',
  '60024': 'Wrong passphrase',
};

/** The private stream of one connection: `login`, then `subscribe` to `orders` of a kind of instrument and to `account`. */
export function okxStream(exchange: Exchange): OpenSession {
  let connections = 0;
  return (connection) => {
    if (connection.path !== '/ws/v5/private') return null;
    connections += 1;
    return session(exchange, connection, `conn${connections}`);
  };
}

interface Request {
  op?: unknown;
  args?: unknown;
}
interface Argument {
  channel?: unknown;
  instType?: unknown;
}

function session(exchange: Exchange, connection: StreamConnection, connId: string): StreamSession {
  let account: VenueAccount | null = null;
  const instTypes = new Set<string>();
  let balances = false;

  const refuse = (code: string): void =>
    connection.reply({ event: 'error', code, msg: MESSAGES[code] ?? 'Unknown error', connId });
  const accountArg = (): object => ({ channel: 'account', uid: String(account?.uid) });

  const login = ([given]: unknown[]): void => {
    const known = authenticateStream(exchange.accounts, given ?? {}, exchange.now());
    if (typeof known === 'string') return refuse(known);
    account = known;
    connection.reply({ event: 'login', code: '0', msg: '', connId });
  };
  const subscribe = (asked: unknown[]): void => {
    if (!account) return refuse('60011');
    for (const { channel, instType } of asked as Argument[]) {
      const arg = instType === undefined ? { channel } : { channel, instType };
      if (channel === 'account') {
        balances = true;
      } else if (channel === 'orders' && typeof instType === 'string' && ['SPOT', 'SWAP', 'ANY'].includes(instType)) {
        instTypes.add(instType);
      } else {
        return refuse('60018');
      }
      connection.reply({ event: 'subscribe', arg, connId });
      if (channel === 'account')
        connection.reply({ arg: accountArg(), eventType: 'snapshot', data: [balance(exchange, account)] });
    }
    connection.reply({ event: 'channel-conn-count', channel: 'orders', connCount: '1', connId });
  };

  return {
    onText: (text) => {
      if (text === 'ping') return connection.reply('pong');
      const { op, args } = parsed(text);
      if (!Array.isArray(args)) return refuse('60012');
      if (op === 'login') return login(args);
      if (op === 'subscribe') return subscribe(args);
      return refuse('60012');
    },
    onEvent: ({ order, trade }) => {
      if (!account || order.account !== account.name) return;
      const instType = instTypeOf(marketOf(exchange, order.market));
      if (instTypes.has(instType) || instTypes.has('ANY')) {
        const arg = { channel: 'orders', instType, uid: String(account.uid) };
        connection.push({ arg, data: [pushedOrder(exchange, order, trade)] });
      }
      if (balances) {
        connection.push({ arg: accountArg(), eventType: 'event_update', data: [balance(exchange, account)] });
      }
    },
  };
}

function parsed(text: string): Request {
  try {
    const request: unknown = JSON.parse(text);
    return typeof request === 'object' && request !== null ? request : {};
  } catch {
    return {};
  }
}
