import type { Environment } from './environment.ts';

const CREDENTIAL_VARIABLE = /(_API_KEY|_API_SECRET|_PASSPHRASE|_CLIENT_ID|^FIRI_SECRET_KEY)$/;
/** Shorter values are no credentials, and blanking them would blank out half of every log line. */
const MIN_LENGTH = 4;

/**
 * Every value that may be a credential, also those of paper accounts, which nothing else reads. For the redaction of logs
 * and errors only: keep it nowhere else.
 */
export function collectSecretValues(env: Environment): string[] {
  const values = Object.entries(env)
    .filter(([variable]) => CREDENTIAL_VARIABLE.test(variable.toUpperCase()))
    .flatMap(([, value]) => [value ?? '', (value ?? '').trim()]);
  return [...new Set(values)].filter((value) => value.trim().length >= MIN_LENGTH);
}
