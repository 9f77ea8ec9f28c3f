import type { SpotlightActionData } from '@mantine/spotlight';
import { IconCircleX, IconPlayerPlay } from '@tabler/icons-react';
import type { AccountDocument } from '../../shared/schema/account.ts';
import type { StopDocument } from '../../shared/schema/risk.ts';
import type { RiskScope } from '../../shared/schema/risk-policy.ts';
import { openKillPanel, openRelease } from '../state/kill.ts';
import { inOrder, isSameScope, scopeWords } from '../state/stop-words.ts';
import { Keys } from '../widgets/kbd.tsx';
import { ModeBadge } from '../widgets/mode-badge.tsx';
import { choicesOf } from './kill-target.ts';

const ICON = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

/** Kills of every scope that is known, and releases of those in effect. Each opens where one more press does it. */
export function killActions(
  accounts: readonly AccountDocument[],
  strategies: readonly string[],
  stops: readonly StopDocument[],
): SpotlightActionData[] {
  const { owner, account, strategy } = choicesOf(accounts, strategies);
  const scopes: RiskScope[] = [
    { kind: 'global' },
    ...owner.map((name) => ({ kind: 'owner', name }) as const),
    ...account.map((name) => ({ kind: 'account', name }) as const),
    ...strategy.map((name) => ({ kind: 'strategy', name }) as const),
  ];
  const held = inOrder(stops)
    .map(({ scope }) => scope)
    .filter((scope, index, all) => all.findIndex((each) => isSameScope(each, scope)) === index);
  return [
    ...held.map((scope) => ({
      id: `release ${scopeWords(scope)}`,
      label: `Release ${scopeWords(scope)}`,
      description: 'asks for words to type',
      keywords: ['resume', 'kill', 'stop'],
      leftSection: <IconPlayerPlay {...ICON} />,
      onClick: () => openRelease(scope),
    })),
    ...scopes.map((scope) => ({
      id: `kill ${scopeWords(scope)}`,
      label: `Kill ${scopeWords(scope)}`,
      description:
        scope.kind === 'global' ? 'opens the kill switch; the keys need nothing else' : 'opens the kill switch',
      keywords: ['stop'],
      leftSection: <IconCircleX {...ICON} />,
      rightSection: rightOf(scope, accounts),
      onClick: () => openKillPanel(scope),
    })),
  ];
}

function rightOf(scope: RiskScope, accounts: readonly AccountDocument[]) {
  if (scope.kind === 'global') return <Keys keys={['Ctrl', 'Shift', 'K']} />;
  const account = scope.kind === 'account' ? accounts.find(({ name }) => name === scope.name) : undefined;
  return account ? <ModeBadge mode={account.mode} testnet={account.testnet} small /> : null;
}
