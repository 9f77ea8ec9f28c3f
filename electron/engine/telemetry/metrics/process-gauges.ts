import { Gauge } from 'prom-client';
import type { Registry } from 'prom-client';
import type { LoopDelay } from '../../ports.ts';

/** Memory, and how long the event loop was held up since the last scrape. Measured from the first scrape on. */
export function createProcessGauges(
  registry: Registry,
  { loop, resolutionMs }: { loop: LoopDelay; resolutionMs: number },
): { look(): void; close(): void } {
  const registers = [registry];
  const memory = new Gauge({ name: 'process_resident_memory_bytes', help: 'Memory in use.', registers });
  const cpu = new Gauge({ name: 'process_cpu_seconds', help: 'Processor time used since the start.', registers });
  const late = (part: string) =>
    new Gauge({
      name: `event_loop_delay_${part}_seconds`,
      help: `How late the event loop was since the last scrape (${part}).`,
      registers,
    });
  const [p50, p99, worst] = [late('p50'), late('p99'), late('max')];
  /** What is told is the time between two looks, the wait itself included. */
  const lateSeconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e9 - resolutionMs / 1_000);

  return {
    look() {
      memory.set(process.memoryUsage.rss());
      const { user, system } = process.cpuUsage();
      cpu.set((user + system) / 1e6);
      // It enables once; asked again it goes on. Empty, it has no quantiles to tell.
      if (!loop.enable() && loop.count > 0) {
        p50.set(lateSeconds(loop.percentile(50)));
        p99.set(lateSeconds(loop.percentile(99)));
        worst.set(lateSeconds(loop.max));
      }
      loop.reset();
    },
    close: () => void loop.disable(),
  };
}
