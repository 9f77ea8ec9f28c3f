import type { Credentials } from '../../accounts/account-config.ts';
import { createRedactor } from '../../telemetry/redact.ts';

const MAX_READ = 4_096;
const MAX_SHOWN = 160;

/**
 * Makes a venue's own words fit to be shown and stored: short, printable, and without any credential of the account, should
 * a venue or a proxy quote the request back. Hex or base64 as long as a signature goes too.
 */
export function createVenueText(credentials: Credentials): (text: string) => string {
  const { apiKey, apiSecret, passphrase, clientId } = credentials;
  const secrets = [apiKey, apiSecret, passphrase, clientId].filter((secret) => secret !== null);
  const redact = createRedactor(secrets.map((secret) => secret.reveal()));
  return (text) => {
    const shown = redact(text.slice(0, MAX_READ))
      .replace(/[0-9a-f]{40,}/gi, '[hex]')
      .replace(/[A-Za-z0-9+/_-]{43,}={0,2}/g, '[signature]')
      .replace(/[^\x20-\x7e\u00a0-\u024f]+/g, ' ')
      .trim();
    return shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown;
  };
}
