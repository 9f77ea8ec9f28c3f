import type { Route } from '../../../shared/routing/decide.ts';
import type { ErrorDocument } from '../../../shared/schema/error-code.ts';
import type { ShownRoute } from '../../../shared/schema/signal.ts';

/**
 * Why a signal may not go where it goes by now: the maps, or the account itself, were changed after it was shown, and whoever
 * fired it saw another account. Null where it goes as shown, or is refused anyway.
 */
export function movedSince(shown: ShownRoute, route: Route): ErrorDocument | null {
  if (!route.ok) return null;
  const { account, exchange } = route;
  const same =
    account.name === shown.account_name &&
    exchange === shown.exchange &&
    account.mode === shown.mode &&
    account.testnet === shown.testnet;
  if (same) return null;
  const words = (name: string, mode: string, testnet: boolean): string =>
    `${name} (${testnet ? 'testnet ' : ''}${mode})`;
  const now = words(account.name, account.mode, account.testnet);
  const then = words(shown.account_name, shown.mode, shown.testnet);
  return { code: 'REVISION_CONFLICT', message: `it was shown to go to ${then}, and goes to ${now} by now` };
}
