import type { PaperAccount } from './account-config.ts';

/** What is shown where no account is configured: paper accounts on the built-in market, in which everything works. */
export function demoAccounts(): PaperAccount[] {
  return [
    demo('main_sim', 'me', 'Demo: main account on the built-in market'),
    demo('swing_sim', 'me', 'Demo: slower strategies'),
    demo('friend_1_sim', 'friend_1', 'Demo: account of a friend'),
  ];
}

function demo(name: string, owner: string, description: string): PaperAccount {
  return {
    name,
    exchange: 'sim',
    mode: 'paper',
    testnet: false,
    market: 'spot',
    owner,
    description,
    apiUrl: null,
    leverage: null,
    marginMode: null,
    origin: 'demo',
  };
}
