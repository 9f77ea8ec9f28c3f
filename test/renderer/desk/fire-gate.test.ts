import { describe, expect, it } from 'vitest';
import { fireGate } from '../../../renderer/views/desk/fire-gate.ts';
import { EMPTY_DRAFT, readDraft } from '../../../renderer/views/desk/ticket-draft.ts';
import type { Preview } from '../../../renderer/views/desk/use-preview.ts';
import type { PreviewDocument } from '../../../shared/schema/decision.ts';
import { decision, planned } from '../documents.ts';

const reading = readDraft({ ...EMPTY_DRAFT, size: '1' });
const signal = reading.ok ? reading.signal : undefined!;
const ARMED = ['main_firi'];

function preview(document: Partial<PreviewDocument> = {}, over: Partial<Preview> = {}): Preview {
  const answer: PreviewDocument = { decision: decision(), order: planned(), error: null, ...document };
  return {
    reading,
    document: answer,
    current: { signal, document: answer },
    recomputing: false,
    error: null,
    updatedAtMs: 0,
    override: null,
    refresh: () => {},
    ...over,
  };
}
const real = (testnet = false): Partial<PreviewDocument> => ({
  decision: decision({ account_name: 'main_firi', mode: 'real', testnet }),
  order: planned({ account_name: 'main_firi', exchange: 'firi' }),
});

describe('whether the ticket can be fired', () => {
  it('fires on paper exactly what was previewed', () => {
    const gate = fireGate(preview(), 'live', []);
    expect(gate).toMatchObject({ ready: true, kind: 'paper' });
    expect(gate.ready && gate.signal).toBe(signal);
    const { account_name, mode, testnet } = decision();
    expect(gate.ready && gate.shown).toEqual({ account_name, exchange: planned().exchange, mode, testnet });
  });

  it('waits while the preview is older than the draft', () => {
    const gate = fireGate(preview({}, { current: null, recomputing: true }), 'live', []);
    expect(gate).toMatchObject({ ready: false, reason: 'Waiting for the preview of this ticket.' });
  });

  it.each(['connecting', 'stale', 'disconnected'] as const)('is shut while the link is %s', (link) => {
    expect(fireGate(preview(), link, []).ready).toBe(false);
  });

  it('is shut for an incomplete ticket and says what is missing', () => {
    const gate = fireGate(preview({}, { reading: readDraft(EMPTY_DRAFT) }), 'live', []);
    expect(gate).toMatchObject({ ready: false, reason: 'Give a size.' });
  });

  it('is shut when the engine would refuse, and passes its words on', () => {
    const gate = fireGate(preview({ error: { code: 'MIN_NOTIONAL', message: 'Too small.' } }), 'live', []);
    expect(gate).toMatchObject({ ready: false, reason: 'Refused: Too small.', arm: null });
  });

  it('is shut for a real account that is not armed, and offers to arm it', () => {
    expect(fireGate(preview(real()), 'live', [])).toMatchObject({
      ready: false,
      kind: 'real',
      arm: 'main_firi',
    });
    const refused = preview({ ...real(), error: { code: 'ACCOUNT_DISARMED', message: '' } });
    expect(fireGate(refused, 'live', ARMED)).toMatchObject({ ready: false, arm: 'main_firi' });
  });

  it('opens for a real account that is armed', () => {
    expect(fireGate(preview(real()), 'live', ARMED)).toMatchObject({ ready: true, kind: 'real' });
    expect(fireGate(preview(real(true)), 'live', ARMED)).toMatchObject({ ready: true, kind: 'testnet' });
  });

  it('never takes an unknown mode for paper', () => {
    expect(fireGate(preview({ decision: decision({ mode: null }) }), 'live', [])).toMatchObject({
      ready: false,
      kind: 'unknown',
    });
  });
});
