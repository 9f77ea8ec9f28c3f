import { onTestFinished } from 'vitest';
import { openEngine } from '../../../../electron/engine/engine.ts';
import type { Engine } from '../../../../electron/engine/engine-interface.ts';
import { riskChangeSchema } from '../../../../shared/schema/risk-policy.ts';
import type { RiskChange } from '../../../../shared/schema/risk-policy.ts';
import type { AccountRiskDocument } from '../../../../shared/schema/risk.ts';
import type { LimitName } from '../../../../shared/schema/limits.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';
import type { FakeClock } from '../../../support/fake-clock.ts';
import { createSeededIds } from '../../../support/seeded-ids.ts';

/** An engine on the built-in market at a time of the test's choice: prices follow from the time alone. */
export async function openAt(
  dataDir: string,
  startMs: number,
  { env = {}, attended = false }: { env?: Record<string, string>; attended?: boolean } = {},
): Promise<{ engine: Engine; clock: FakeClock }> {
  const clock = createFakeClock(startMs);
  const fetch = () => Promise.reject(new Error('no network in this test'));
  const engine = await openEngine({
    dataDir,
    env,
    attended,
    clock,
    ids: createSeededIds(`${dataDir} ${startMs}`, clock),
    fetch,
  });
  onTestFinished(() => engine.close());
  return { engine, clock };
}

export function change(...changes: unknown[]): RiskChange[] {
  return changes.map((each) => riskChangeSchema.parse(each));
}

export const limits = (account_name: string, set: object): RiskChange[] =>
  change({ kind: 'limits', account_name, set });

export function riskOf(engine: Engine, name: string): AccountRiskDocument {
  const found = engine.risk.current().accounts.find(({ account_name }) => account_name === name);
  if (!found) throw new Error(`no account ${name}`);
  return found;
}

export async function measured(engine: Engine, name: string): Promise<AccountRiskDocument> {
  await engine.risk.measure(name);
  return riskOf(engine, name);
}

export const gaugeOf = (risk: AccountRiskDocument, limit: LimitName) =>
  risk.gauges.find(({ limit_name }) => limit_name === limit);
