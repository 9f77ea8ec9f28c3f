import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { transportFailure } from '../../../../electron/engine/venues/http/transport-failure.ts';

const failed = (cause: unknown): TypeError => new TypeError('fetch failed', { cause });
const withCode = (code: string, more: object = {}): Error =>
  Object.assign(new Error('https://venue.test/?signature=ab'), { code, ...more });

describe('what a failed fetch says of the request', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT', 'CERT_HAS_EXPIRED'])(
    '%s: no byte left',
    (code) => {
      expect(transportFailure(failed(withCode(code)))).toMatchObject({ phase: 'not_sent', code: 'VENUE_UNREACHABLE' });
    },
  );

  it.each([
    'ECONNRESET',
    'UND_ERR_SOCKET',
    'EPIPE',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'ETIMEDOUT',
    'EHOSTUNREACH',
  ])('%s: it may have left', (code) => {
    expect(transportFailure(failed(withCode(code))).phase).toBe('sent');
  });

  it('believes a failed connect only by its system call', () => {
    expect(transportFailure(failed(withCode('ETIMEDOUT', { syscall: 'connect' }))).phase).toBe('not_sent');
    expect(transportFailure(failed(withCode('ETIMEDOUT', { syscall: 'read' }))).phase).toBe('sent');
  });

  it('with several addresses, takes the worst of them', () => {
    const both = (a: string, b: string): AggregateError => new AggregateError([withCode(a), withCode(b)]);
    expect(transportFailure(failed(both('ECONNREFUSED', 'ECONNREFUSED'))).phase).toBe('not_sent');
    expect(transportFailure(failed(both('ECONNREFUSED', 'ECONNRESET'))).phase).toBe('sent');
  });

  it.each([undefined, null, 'text', new Error('odd'), new TypeError('fetch failed'), new AggregateError([])])(
    'anything else counts as sent: %s',
    (error) => {
      expect(transportFailure(error).phase).toBe('sent');
    },
  );

  it('takes no message over', () => {
    expect(JSON.stringify(transportFailure(failed(withCode('ECONNRESET'))))).not.toContain('venue.test');
    expect(JSON.stringify(transportFailure(failed(withCode('https://venue.test/?signature=ab'))))).not.toContain(
      'venue.test',
    );
  });

  it('knows what this runtime throws for a closed port and for an unknown name', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    for (const url of [`http://127.0.0.1:${port}/`, 'http://no-such-host.invalid/']) {
      const error: unknown = await fetch(url).catch((thrown: unknown) => thrown);
      expect(transportFailure(error)).toMatchObject({ phase: 'not_sent' });
    }
  });
});
