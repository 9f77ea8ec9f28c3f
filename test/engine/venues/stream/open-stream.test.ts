import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStream } from '../../../../electron/engine/venues/stream/open-stream.ts';
import type { Stream } from '../../../../electron/engine/venues/stream/open-stream.ts';
import type { StreamFacts } from '../../../../electron/engine/venues/stream/stream-facts.ts';
import type { VenueEvent } from '../../../../electron/engine/venues/venue.ts';
import { depsWith } from '../rig.ts';
import { fakeClock } from './fake-clock.ts';
import type { FakeClock } from './fake-clock.ts';
import { deskAt, kindsOf, peerFacts, startStreamPeer } from './stream-peer.ts';
import type { StreamPeer } from './stream-peer.ts';

let peer: StreamPeer;
let clock: FakeClock;
let stream: Stream;
let events: VenueEvent[];
let leave: () => void;

beforeEach(async () => {
  peer = await startStreamPeer();
  clock = fakeClock();
  events = [];
});
afterEach(async () => {
  stream.close();
  if (clock.waiting() > 0) throw new Error('timers left behind');
  await peer.close();
});

function open(facts: StreamFacts = peerFacts(), apiUrl: string | null = peer.url): void {
  stream = openStream(facts, deskAt(apiUrl), depsWith(clock));
  leave = stream.subscribe((event) => events.push(event));
}

const seen = (...kinds: VenueEvent['kind'][]): Promise<void> => expect.poll(() => kindsOf(events)).toEqual(kinds);

describe('a stream', () => {
  it('connects with its first listener, says hello, and is live when the venue confirms', async () => {
    open();
    await seen('live');
    expect(peer.said).toEqual(['login']);
    const more: VenueEvent[] = [];
    const stop = stream.subscribe((event) => more.push(event));
    peer.say('gap');
    await seen('live', 'gap');
    expect(kindsOf(more)).toEqual(['gap']);
    expect(peer.ever()).toBe(1);
    stop();
    leave();
    await expect.poll(() => peer.open()).toBe(0);
    await clock.advance(600_000);
    expect(peer.ever()).toBe(1);
  });

  it('connects again for a new listener after the last one left', async () => {
    open();
    await seen('live');
    leave();
    leave = stream.subscribe((event) => events.push(event));
    await seen('live', 'live');
    expect(peer.ever()).toBe(2);
  });

  it('gives up a login that is not confirmed, and tries again', async () => {
    peer.answersLogins(false);
    open();
    await expect.poll(() => peer.said).toEqual(['login']);
    await clock.advance(14_000);
    expect(events).toEqual([]);
    await clock.advance(1_500);
    await seen('down');
    await expect.poll(() => peer.open()).toBe(0);
    peer.answersLogins(true);
    await clock.advance(1_000);
    await seen('down', 'live');
  });

  it('tells down, a gap, and live again when the connection is lost', async () => {
    open();
    await seen('live');
    peer.cut();
    await seen('live', 'down');
    await clock.advance(999);
    expect(peer.ever()).toBe(1);
    await clock.advance(1);
    await seen('live', 'down', 'gap', 'live');
    expect(peer.ever()).toBe(2);
  });

  it('waits longer and longer while it is refused, up to a minute, and starts over after a success', async () => {
    peer.refuses(true);
    open();
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await expect.poll(() => events.length).toBe(attempt);
      await expect.poll(() => clock.waiting()).toBe(1);
      const pauseMs = clock.nextInMs()!;
      pauses.push(pauseMs);
      expect(peer.ever()).toBe(attempt);
      await clock.advance(pauseMs);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1_000));
    expect(new Set(kindsOf(events))).toEqual(new Set(['down']));
    peer.refuses(false);
    await expect.poll(() => events.length).toBe(10);
    await clock.advance(60_000);
    await expect.poll(() => kindsOf(events).at(-1)).toBe('live');
    // The first that was ever live: nothing lies before it that a listener could have missed.
    expect(kindsOf(events)).not.toContain('gap');
    await clock.advance(60_000);
    peer.cut();
    await expect.poll(() => kindsOf(events).at(-1)).toBe('down');
    expect(clock.nextInMs()).toBe(1_000);
  });

  it('does not storm a venue that lets it in and throws it out again', async () => {
    open();
    await seen('live');
    const pauses: number[] = [];
    for (let time = 1; time <= 8; time += 1) {
      peer.cut();
      await expect.poll(() => kindsOf(events).at(-1)).toBe('down');
      pauses.push(clock.nextInMs()!);
      await clock.advance(pauses.at(-1)!);
      await expect.poll(() => kindsOf(events).at(-1)).toBe('live');
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000));
  });

  it('ends a flood that it cannot read in time, and asks afresh instead', async () => {
    open();
    await seen('live');
    peer.say('slow');
    for (let count = 0; count < 1_500; count += 1) peer.say('news');
    await expect.poll(() => kindsOf(events).at(-1)).toBe('down');
    expect(events.at(-1)).toEqual({ kind: 'down', detail: 'the stream came faster than it could be read' });
    expect(events.length).toBeLessThan(10);
    await clock.advance(1_000);
    await expect.poll(() => kindsOf(events).slice(-2)).toEqual(['gap', 'live']);
    // One that can be read in time is read, however many messages it has.
    for (let count = 0; count < 900; count += 1) peer.say('news');
    await expect.poll(() => events.filter((each) => each.kind === 'gap' && each.detail === 'news').length).toBe(900);
  });

  it('takes silence for death, whatever TCP says', async () => {
    open();
    await seen('live');
    peer.deaf(true);
    await clock.advance(44_000);
    expect(kindsOf(events)).toEqual(['live']);
    await clock.advance(17_000);
    expect(kindsOf(events)).toContain('down');
    expect(events.find(({ kind }) => kind === 'down')).toEqual({ kind: 'down', detail: 'the stream went silent' });
  });

  it('lives as long as pongs come, without any message', async () => {
    open();
    await seen('live');
    for (let minute = 0; minute < 20; minute += 1) await clock.advance(15_000);
    expect(kindsOf(events)).toEqual(['live']);
    expect(peer.ever()).toBe(1);
  });

  it('keeps the venue’s own kind of ping going, and answers what is to be answered', async () => {
    open(peerFacts({ ping: { everyMs: 20_000, text: () => 'ping' } }));
    await seen('live');
    await clock.advance(60_000);
    await expect.poll(() => peer.said).toEqual(['login', 'ping', 'ping', 'ping']);
    peer.say('reply:pong 7');
    await expect.poll(() => peer.said.at(-1)).toBe('pong 7');
  });

  it('connects afresh when the venue ends it, and when it says what cannot be read', async () => {
    open();
    await seen('live');
    peer.say('bye');
    await seen('live', 'down');
    await clock.advance(1_000);
    await seen('live', 'down', 'gap', 'live');
    peer.say('nonsense');
    await seen('live', 'down', 'gap', 'live', 'down');
    expect(JSON.stringify(events)).not.toMatch(/canary|wss?:|127\.0\.0\.1/);
  });

  it('reads messages one after the other, also where reading one takes time', async () => {
    open();
    await seen('live');
    peer.say('slow 1');
    peer.say('2');
    peer.say('slow 3');
    peer.say('4');
    await expect
      .poll(() => events.flatMap((event) => (event.kind === 'gap' ? [event.detail] : [])))
      .toEqual(['slow 1', '2', 'slow 3', '4']);
  });

  it('tells nothing more once it is closed, not even what was being read', async () => {
    open();
    await seen('live');
    peer.say('slow 1');
    await expect.poll(() => peer.open()).toBe(1);
    stream.close();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(kindsOf(events)).toEqual(['live']);
    await expect.poll(() => peer.open()).toBe(0);
  });

  it('gives back what a conversation holds, each time it ends', async () => {
    let ended = 0;
    open(peerFacts({ end: () => void (ended += 1) }));
    await seen('live');
    peer.cut();
    await seen('live', 'down');
    expect(ended).toBe(1);
    await clock.advance(1_000);
    await seen('live', 'down', 'gap', 'live');
    stream.close();
    expect(ended).toBe(2);
  });

  it.each([
    ['an address outside the venue', peerFacts({}, 'wss://evil.example/?key=canarySECRET')],
    ['an address without encryption', peerFacts({}, 'ws://venue.example/')],
    ['no address', { ...peerFacts(), address: () => Promise.reject(new Error('https://x?key=canarySECRET')) }],
    ['no conversation', { ...peerFacts(), talk: () => Promise.reject(new Error('canarySECRET')) }],
  ])('is down, and says nothing of it, with %s', async (_, facts) => {
    open(facts, null);
    await seen('down');
    expect(events).toEqual([{ kind: 'down', detail: 'the venue gave no stream' }]);
    expect(peer.ever()).toBe(0);
  });

  it('leads to API_URL, whatever address the venue gave', async () => {
    open(peerFacts({}, 'wss://evil.example/stream'));
    await seen('live');
    expect(peer.ever()).toBe(1);
  });
});
