/**
 * Shows a bug to whoever started the console. Only where it happened: the text of an unexpected error may quote anything,
 * a signed URL included.
 */
export function reportFault(error: unknown): void {
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  process.stderr.write(
    `fault: ${error instanceof Error ? error.name : typeof error}\n${frames.slice(0, 8).join('\n')}\n`,
  );
}
