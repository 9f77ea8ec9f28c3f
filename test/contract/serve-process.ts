import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { NODE } from './build-qt.ts';
import type { Json } from './workspace.ts';

export interface HttpAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The parsed body; undefined where it is no JSON. */
  json: Json;
}

export interface HttpOptions {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Served {
  pid: number;
  url: string;
  port: number;
  tokenFile: string;
  token: string;
  /** What a page that has signed in speaks with. */
  session: string;
  firstLine: Json;
  stdout(): string;
  stderr(): string;
  /** A request exactly as given: no header is added but what HTTP needs. */
  http(path: string, options?: HttpOptions): Promise<HttpAnswer>;
  /** `POST /signals` with the token. */
  signal(body: unknown): Promise<HttpAnswer>;
  /** `GET` with the token. */
  get(path: string): Promise<HttpAnswer>;
  /** `GET` of what the page asks for, with its session. */
  page(path: string): Promise<HttpAnswer>;
  /** Calls a procedure over the control socket, as an attached `qt` does. */
  control(path: string, input: unknown): Promise<HttpAnswer>;
  send(signal: NodeJS.Signals): void;
  /** Moves its wall clock on, where its environment has a `preload`. */
  jumpClock(): void;
  /** Ends it as Ctrl C does, and gives the exit code. */
  stop(): Promise<number | null>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
}

const START_MS = 15_000;

/** Starts `qt serve --json` and waits for its first line. Throws what it wrote when it ends before. */
export async function startServe(
  args: string[],
  env: Record<string, string>,
  cwd: string,
  transcript: string[],
): Promise<Served> {
  const child = spawn(NODE, args, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (out.stderr += text));
  const closed = once(child, 'close').then(([code]) => code as number | null);
  void closed.then(() => transcript.push(out.stdout, out.stderr));

  const deadline = performance.now() + START_MS;
  while (!out.stdout.includes('\n')) {
    if (child.exitCode !== null || performance.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`qt serve ended with ${await closed}: ${out.stdout}${out.stderr}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const firstLine: Json = JSON.parse(out.stdout.split('\n', 1)[0] ?? '');
  const { url, token_file: tokenFile } = firstLine as { url: string; token_file: string };
  const token = readFileSync(tokenFile, 'utf8').trim();
  const port = Number(new URL(url).port);
  const authorization = `Bearer ${token}`;
  const server = { host: '127.0.0.1', port };
  const http = (path: string, options: HttpOptions = {}): Promise<HttpAnswer> => ask(server, path, options, transcript);
  const session = await signIn((firstLine as { login_url: string }).login_url);
  const socket = { socketPath: path.join(env['QT_DATA_DIR'] ?? '', 'engine.sock') };

  return {
    pid: child.pid ?? 0,
    url,
    port,
    tokenFile,
    token,
    session,
    firstLine,
    stdout: () => out.stdout,
    stderr: () => out.stderr,
    http,
    signal: (body) =>
      http('/signals', {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    get: (path) => http(path, { headers: { authorization } }),
    page: (path) => http(path, { headers: { authorization: `Bearer ${session}` } }),
    control: (procedure, input) =>
      ask(
        socket,
        `/${procedure}`,
        { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(input) },
        transcript,
      ),
    send: (signal) => void child.kill(signal),
    jumpClock: () => void child.kill('SIGUSR2'),
    stop: async () => {
      if (child.exitCode === null) child.kill('SIGINT');
      // A stopped process takes no signal until it goes on.
      if (child.exitCode === null) child.kill('SIGCONT');
      return closed;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** As a browser does: the link leads to the origin on which is confirmed, and from there to that of the page. */
async function signIn(loginUrl: string): Promise<string> {
  const redeem = async (url: string): Promise<Json> => {
    const { origin, hash } = new URL(url);
    const body = JSON.stringify({ code: hash.slice('#login='.length) });
    const headers = { 'content-type': 'application/json', origin };
    return (await fetch(`${origin}/session`, { method: 'POST', headers, body })).json();
  };
  const surface = (await redeem(loginUrl)) as { continue_url: string };
  return ((await redeem(surface.continue_url)) as { token: string }).token;
}

function ask(
  server: { host: string; port: number } | { socketPath: string },
  path: string,
  options: HttpOptions,
  transcript: string[],
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const outgoing = request({ ...server, path, method, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (part: string) => (text += part));
      incoming.on('end', () => {
        transcript.push(JSON.stringify(incoming.headers), text);
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: parsed(text) });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
