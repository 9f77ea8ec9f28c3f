import { createInterface } from 'node:readline';
import { openEngine } from '../../../electron/engine/engine.ts';
import { signalSchema } from '../../../shared/schema/signal.ts';

/* Fires paper orders on the data directory given as the first argument until one fails; says so; and goes on at each line. */
const engine = await openEngine({ dataDir: process.argv[2] as string, env: {} });

async function fireUntil(done: (code: string | null) => boolean): Promise<{ code: string | null; fired: number }> {
  for (let fired = 1; ; fired += 1) {
    const signal = { symbol: 'BTC/USDT', side: 'long', amount: '0.001', type: 'limit', price: '10000' };
    const code = await engine.signals.fire(signalSchema.parse(signal), 'cli').then(
      ({ error }) => error?.code ?? null,
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );
    if (done(code) || fired > 5_000) return { code, fired };
    if (code !== null) await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const say = (told: object): boolean =>
  process.stdout.write(`${JSON.stringify({ ...told, problems: engine.system().problems })}\n`);

say(await fireUntil((code) => code !== null));
for await (const _line of createInterface({ input: process.stdin })) {
  say(await fireUntil((code) => code === null));
  break;
}
await engine.close();
process.exit(0);
