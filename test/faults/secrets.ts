import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { LoggedRequest } from '../venues/venue-server.ts';
import type { OpenVenue } from './venues-under-fault.ts';

/** Where a credential, a token or a signature was written down. Names the kind of secret, and never the secret. */
export function findSecrets(at: { dataDir: string; output: string; venues: readonly OpenVenue[] }): string[] {
  const secrets = new Map<string, string>();
  for (const { env, server } of at.venues) {
    for (const [name, value] of Object.entries(env)) {
      if (/_(API_KEY|API_SECRET|PASSPHRASE|CLIENT_ID)$/.test(name))
        for (const form of formsOf(value)) secrets.set(form, name);
    }
    for (const token of server.tokens()) secrets.set(token, `a token of ${server.url}`);
  }
  const signatures = new Map(
    at.venues.flatMap(({ server }) =>
      server.requests.flatMap((request) => signaturesOf(request).map((one) => [one, request.route] as const)),
    ),
  );
  const texts = readdirSync(at.dataDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => [path.relative(at.dataDir, file), readFileSync(file, 'latin1')] as const);
  return [...texts, ['its output', at.output] as const].flatMap(([name, text]) => {
    const found = [...secrets].filter(([secret]) => text.includes(secret)).map(([, what]) => what);
    const words = new Set(text.match(/[\w+/=%-]{20,}/g));
    const signed = [...signatures]
      .filter(([signature]) => words.has(signature))
      .map(([, route]) => `a signature of ${route}`);
    return [...new Set([...found, ...signed])].map((what) => `${what} stands in ${name}`);
  });
}

/** As it is, and as it would look on its way through a URL, a header or a log. */
function formsOf(value: string): string[] {
  const plain = Buffer.from(value, 'base64').toString('utf8');
  const readable = /^[\x20-\x7e]{12,}$/.test(plain) ? [plain] : [];
  return [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('hex'),
    ...readable,
  ];
}

function signaturesOf({ headers, rawQuery, rawBody }: LoggedRequest): string[] {
  const named = Object.entries(headers).flatMap(([name, value]) =>
    /sign|passphrase/.test(name) && !/type|version/.test(name) ? [value] : [],
  );
  const inUrl = [rawQuery, rawBody].flatMap((text) => /signature=([^&"]+)/.exec(text)?.[1] ?? []);
  return [...named, ...inUrl].filter((one) => one.length >= 20);
}
