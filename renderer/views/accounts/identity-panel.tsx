import type { ReactNode } from 'react';
import type { AccountDocument, AccountOrigin } from '../../../shared/schema/account.ts';
import { Panel } from '../../widgets/panel.tsx';
import css from './account-detail.module.css';

const ORIGINS: Record<AccountOrigin, string> = {
  environment: 'environment variables',
  env_file: 'env file',
  legacy: 'older single-account variables',
  demo: 'demo workspace',
};

/** How the account is configured. */
export function IdentityPanel({ account }: { account: AccountDocument }) {
  const facts: [string, ReactNode][] = [
    ['Exchange', account.exchange ?? 'none'],
    ['Market', account.market],
    ['Mode', `${account.mode}${account.testnet ? ', on the testnet' : ''}`],
    ['Owner', account.owner === 'me' ? 'you' : account.owner],
    ['Registered by', ORIGINS[account.origin]],
    ['Credentials', account.mode === 'paper' ? 'none, and none are read' : account.has_credentials ? 'set' : 'missing'],
    [
      'API address',
      account.api_url === null ? 'the exchange’s own' : <code className={css.url}>{account.api_url}</code>,
    ],
  ];
  if (account.description) facts.push(['Description', account.description]);
  return (
    <Panel title="Identity" className={css.fixed}>
      <dl className={css.facts}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
