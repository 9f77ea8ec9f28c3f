import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMetrics } from '../../electron/server/prometheus.ts';

describe('formatMetrics', () => {
  it('writes help, type and samples', () => {
    const samples = [
      { labels: { account_name: 'a' }, value: 2 },
      { labels: {}, value: '0.10' },
    ];
    expect(formatMetrics([{ name: 'x_total', type: 'counter', help: 'Things.', samples }])).toBe(
      '# HELP x_total Things.\n# TYPE x_total counter\nx_total{account_name="a"} 2\nx_total 0.10\n',
    );
  });

  it('keeps every sample on its line, whatever a label holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'a', '{', '}', '=', ',') }), (value) => {
        const text = formatMetrics([
          { name: 'x', type: 'gauge', help: 'h', samples: [{ labels: { l: value }, value: 1 }] },
        ]);
        const [, , sample = '', end] = text.split('\n');
        const quoted = /^x\{l="((?:[^"\\]|\\["\\n])*)"\} 1$/.exec(sample)?.[1];
        expect(quoted?.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char))).toBe(value);
        expect(end).toBe('');
      }),
    );
  });
});
