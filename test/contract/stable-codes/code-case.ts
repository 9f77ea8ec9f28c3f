import { expect } from 'vitest';
import { attach } from '../../../electron/cli/attach.ts';
import { qtErrorOf } from '../../../electron/cli/client.ts';
import type { Client } from '../../../electron/cli/client.ts';
import { namedRows, readDocument } from '../../docs/documents.ts';
import { eventually } from '../workspace.ts';
import type { Json } from '../workspace.ts';
import type { CodeDesk } from './code-desk.ts';

/** Fields of a signal, beside what is bought by default. */
export type SignalFields = Readonly<Record<string, string>>;

/** By `POST /signals` and by `qt signal fire`. */
interface SignalSeen {
  signal: SignalFields;
  /** Absent: 409. */
  status?: number;
  /** Absent: 3. */
  exit?: number;
  /** Other checks fail beside it. */
  notAlone?: true;
}

interface CommandSeen {
  command: readonly string[];
  exit: number;
}

interface StopSeen {
  /** The account that a stop of this code holds. */
  stopped: string;
}

interface CallSeen {
  /** At the door that `qt` itself uses, what `qt` never says there. */
  called: (client: Client) => Promise<unknown>;
}

/** What brings a code about, and how it is seen. */
export type CodeCase = {
  code: string;
  when: string;
  /** Commands of `qt` that make it so. */
  given?: readonly (readonly string[])[];
  before?: (desk: CodeDesk) => Promise<unknown>;
} & (SignalSeen | CommandSeen | StopSeen | CallSeen);

const BUY: SignalFields = { symbol: 'BTC/USDT', side: 'long', amount: '0.01' };
const OPTION_OF: Readonly<Record<string, string>> = { account_name: 'account', strategy_id: 'strategy' };
const DOCUMENTED = new Set(namedRows(readDocument('docs/error-codes.md')).map(({ name }) => name));

/** Brings the code about and looks at it through the doors. No order reached an exchange by it. */
export async function expectCode(desk: CodeDesk, one: CodeCase): Promise<void> {
  for (const args of one.given ?? []) {
    const ran = await desk.json(...args);
    expect(ran.code, ran.stdout).toBe(0);
  }
  await one.before?.(desk);
  const placed = desk.placements();
  if ('signal' in one) await expectSignal(desk, one.code, one);
  else if ('command' in one) await expectCommand(desk, one.code, one);
  else if ('stopped' in one) await expectStop(desk, one.code, one);
  else await expectCall(desk, one.code, one);
  expect(desk.placements()).toBe(placed);
  expect(DOCUMENTED).toContain(one.code);
}

async function expectSignal(desk: CodeDesk, code: string, seen: SignalSeen): Promise<void> {
  const { signal, status = 409, exit = 3, notAlone = false } = seen;
  const body = { ...BUY, ...signal };
  const answer = await desk.served().signal(body);
  expect([answer.status, answer.json.error?.code], answer.text).toEqual([status, code]);
  const fired = await desk.json('signal', 'fire', ...optionsOf(body));
  expect([fired.code, fired.document.error?.code], fired.stdout).toEqual([exit, code]);
  for (const document of [answer.json, fired.document]) {
    expect(document.orders ?? []).toEqual([]);
    expect(document.error.message).not.toBe('');
    const failed = failedChecks(document);
    if (failed.length > 0) expect(failed).toEqual(notAlone ? expect.arrayContaining([code]) : [code]);
  }
}

async function expectCommand(desk: CodeDesk, code: string, { command, exit }: CommandSeen): Promise<void> {
  const ran = await desk.json(...command);
  expect([ran.code, ran.document.error?.code], ran.stdout).toEqual([exit, code]);
}

async function expectStop(desk: CodeDesk, code: string, { stopped: account }: StopSeen): Promise<void> {
  const stops = async (): Promise<Json[]> => (await desk.json('kills', 'list')).document.stops;
  const own = ({ scope }: Json): boolean => scope.kind === 'account' && scope.name === account;
  const found = await eventually(stops, (all) => all.some(own), 60_000);
  expect(found.filter(own)).toMatchObject([{ code, cause: 'automatic', by: 'console', reason: expect.any(String) }]);
  // It disarms as well.
  await expectSignal(desk, 'ACCOUNT_STOPPED', { signal: { account_name: account }, notAlone: true });
}

async function expectCall(desk: CodeDesk, code: string, { called }: CallSeen): Promise<void> {
  const attached = await attach(desk.dataDir);
  if (attached.kind !== 'attached') throw new Error(`the running engine is ${attached.kind}`);
  const failed = await called(attached.client).then(() => null, qtErrorOf);
  expect(failed?.code).toBe(code);
}

function optionsOf(body: SignalFields): string[] {
  return Object.entries(body).flatMap(([field, value]) => [`--${OPTION_OF[field] ?? field}`, value]);
}

function failedChecks(document: Json): string[] {
  const checks: Json[] = document.decision?.checks ?? [];
  return checks.filter(({ ok }) => !ok).map(({ code }) => code as string);
}
