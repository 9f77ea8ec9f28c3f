import { randomBytes } from 'node:crypto';

/** Tokens of private streams: each opens the stream of one account, and is as good as its key for that. */
export interface StreamTokens {
  /** The answer of `bullet-private`. */
  grant(account: string, host: string): object;
  accountOf(token: string | null): string | undefined;
}

export const PING = { pingInterval: 18_000, pingTimeout: 10_000 };
export const STREAM_PATH = '/endpoint';

export function createStreamTokens(): StreamTokens {
  const granted = new Map<string, string>();
  return {
    grant: (account, host) => {
      const token = `${randomBytes(96).toString('base64url')}.${randomBytes(16).toString('base64url')}==`;
      granted.set(token, account);
      const server = { endpoint: `ws://${host}${STREAM_PATH}`, encrypt: false, protocol: 'websocket', ...PING };
      return { token, instanceServers: [server] };
    },
    accountOf: (token) => granted.get(token ?? ''),
  };
}
