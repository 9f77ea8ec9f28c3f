import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refuseForeign } from '../../electron/server/host-gate.ts';

const PORT = 8787;
const request = (rawHeaders: string[], url = '/', method = 'GET') => ({ method, url, rawHeaders });

describe('refuseForeign', () => {
  it('takes any spelling of the header names, and of its own host', () => {
    expect(refuseForeign(request(['hOST', 'LocalHost:8787']), PORT)).toBeNull();
    expect(refuseForeign(request(['host', '127.0.0.1:8787', 'ORIGIN', 'http://127.0.0.1:8787']), PORT)).toBeNull();
  });

  it('refuses one own name speaking to another own name', () => {
    const headers = ['host', '127.0.0.1:8787', 'origin', 'http://localhost:8787'];
    expect(refuseForeign(request(headers), PORT)?.status).toBe(403);
  });

  it('knows that browsers leave out port 80', () => {
    expect(refuseForeign(request(['host', '127.0.0.1']), 80)).toBeNull();
    expect(refuseForeign(request(['host', '127.0.0.1']), PORT)?.status).toBe(403);
  });

  it('refuses every host that is not in the list', () => {
    const own = new Set(['127.0.0.1:8787', 'localhost:8787', '[::1]:8787']);
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.domain(), fc.ipV4(), fc.webAuthority()), (host) => {
        fc.pre(!own.has(host.toLowerCase()));
        expect(refuseForeign(request(['host', host]), PORT)).not.toBeNull();
      }),
    );
  });

  it('refuses every origin but its own', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl(), fc.string(), fc.constantFrom('null', 'app://console', 'http://127.0.0.1')),
        (origin) => {
          fc.pre(origin !== 'http://127.0.0.1:8787');
          const refusal = refuseForeign(request(['host', '127.0.0.1:8787', 'origin', origin]), PORT);
          expect(refusal?.error.code).toBe('FORBIDDEN_ORIGIN');
        },
      ),
    );
  });
});
