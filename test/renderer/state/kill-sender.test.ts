import { describe, expect, it } from 'vitest';
import { SETTLE_MS, SILENT_AFTER_MS, createKillSender } from '../../../renderer/state/kill-sender.ts';
import type { KillRun } from '../../../renderer/state/kill-sender.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { StopDocument } from '../../../shared/schema/risk.ts';
import type { KillInput } from '../../../shared/schema/risk-policy.ts';
import { stop } from '../safety-documents.ts';

const ALL: KillInput = { scope: { kind: 'global' } };
const error = (code: ErrorDocument['code']): ErrorDocument => ({ code, message: `${code}.` });

/** An engine that answers when it is told to. */
function world() {
  const sent: { input: KillInput; resolve(stop: StopDocument): void; reject(error: ErrorDocument): void }[] = [];
  const runs: KillRun[] = [];
  const timers = new Set<{ atMs: number; run: () => void }>();
  let nowMs = 1_000;
  let seen: StopDocument | null = null;
  const sender = createKillSender({
    send: (input) => new Promise((resolve, reject) => sent.push({ input, resolve, reject })),
    errorOf: (cause) => cause as ErrorDocument,
    seen: () => seen,
    nowMs: () => nowMs,
    after: (ms, run) => {
      const timer = { atMs: nowMs + ms, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    onRun: (run) => runs.push(run),
  });
  return {
    sender,
    sent,
    runs,
    states: () => runs.map(({ state }) => state),
    see: (found: StopDocument) => (seen = found),
    pass(ms: number) {
      nowMs += ms;
      for (const timer of [...timers]) {
        if (timer.atMs > nowMs) continue;
        timers.delete(timer);
        timer.run();
      }
    },
    /** Lets what was answered arrive. */
    settle: () => new Promise((resolve) => setImmediate(resolve)),
  };
}

describe('sending a kill', () => {
  it('says that it is in effect only once the engine answered', async () => {
    const { sender, sent, runs, states, settle } = world();
    expect(sender.kill(ALL)).toBe(true);
    expect(states()).toEqual(['sending']);
    sent[0]?.resolve(stop());
    await settle();
    expect(states()).toEqual(['sending', 'in_effect']);
    expect(runs.at(-1)?.stop?.id).toBe('stp_1');
  });

  it('sends the same kill once, however often it is pressed, until a moment after its answer', async () => {
    const { sender, sent, pass, settle } = world();
    sender.kill(ALL);
    expect(sender.kill(ALL)).toBe(false);
    sent[0]?.resolve(stop());
    await settle();
    pass(SETTLE_MS - 1);
    expect(sender.kill(ALL)).toBe(false);
    expect(sent).toHaveLength(1);
    pass(1);
    expect(sender.kill(ALL)).toBe(true);
    expect(sent).toHaveLength(2);
  });

  it('takes what asks for more, or reaches elsewhere, for another kill', () => {
    const { sender, sent } = world();
    sender.kill(ALL);
    expect(sender.kill({ ...ALL, cancel: true })).toBe(true);
    expect(sender.kill({ ...ALL, flatten: true })).toBe(true);
    expect(sender.kill({ ...ALL, cancel: true, flatten: true })).toBe(false);
    expect(sender.kill({ scope: { kind: 'account', name: 'main_sim' } })).toBe(true);
    expect(sent).toHaveLength(4);
  });

  it('says that no answer comes, and lets it be sent again; a late answer still counts', async () => {
    const { sender, sent, states, pass, settle } = world();
    sender.kill(ALL);
    pass(SILENT_AFTER_MS - 1);
    expect(states()).toEqual(['sending']);
    pass(1);
    expect(states()).toEqual(['sending', 'silent']);
    expect(sender.kill(ALL)).toBe(true);
    sent[0]?.resolve(stop());
    await settle();
    expect(states()).toEqual(['sending', 'silent', 'sending', 'in_effect']);
  });

  it('says nothing of silence after the answer', async () => {
    const { sender, sent, states, pass, settle } = world();
    sender.kill(ALL);
    sent[0]?.resolve(stop());
    await settle();
    pass(SILENT_AFTER_MS);
    expect(states()).toEqual(['sending', 'in_effect']);
  });

  it('knows that it is in effect while closing positions waits for a yes, and does not send it twice', () => {
    const { sender, runs, pass, see } = world();
    sender.kill({ ...ALL, flatten: true });
    see(stop({ id: 'stp_2' }));
    pass(SILENT_AFTER_MS);
    expect(runs.at(-1)).toMatchObject({ state: 'closing', stop: { id: 'stp_2' } });
    expect(sender.kill({ ...ALL, flatten: true })).toBe(false);
  });

  it('says plainly that it failed, and lets it be tried at once', async () => {
    const { sender, sent, runs, settle } = world();
    sender.kill(ALL);
    sent[0]?.reject(error('ENGINE_UNREACHABLE'));
    await settle();
    expect(runs.at(-1)).toMatchObject({ state: 'failed', stop: null, error: { code: 'ENGINE_UNREACHABLE' } });
    expect(sender.kill(ALL)).toBe(true);
  });

  it.each(['JOURNAL_UNAVAILABLE', 'CONFIRMATION_DECLINED', 'CONFIRMATION_UNAVAILABLE'] as const)(
    'knows that the stop holds although the answer was %s',
    async (code) => {
      const { sender, sent, runs, settle, see } = world();
      sender.kill({ ...ALL, flatten: true });
      see(stop({ durable: false }));
      sent[0]?.reject(error(code));
      await settle();
      expect(runs.at(-1)).toMatchObject({ state: 'in_effect', stop: { durable: false }, error: { code } });
    },
  );
});
