import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from '@playwright/test';
import type { Console } from './console-test.ts';

export interface Downloaded {
  name: string;
  text: string;
}

/** What a click brings down. In the window the system's dialog is answered by the folder of the test. */
export async function download({ door, page, dataDir }: Console, click: () => Promise<void>): Promise<Downloaded> {
  if (door.name === 'page') {
    const [begun] = await Promise.all([page.waitForEvent('download'), click()]);
    return { name: begun.suggestedFilename(), text: readFileSync(await begun.path(), 'utf8') };
  }
  const folder = path.dirname(dataDir);
  const named = door.app.evaluate(
    ({ session }, into) =>
      new Promise<string>((resolve) => {
        session.defaultSession.once('will-download', (_event, item) => {
          const name = item.getFilename();
          item.setSavePath(`${into}/${name}`);
          item.once('done', (_done, state) => resolve(state === 'completed' ? name : `${name}: ${state}`));
        });
      }),
    folder,
  );
  // The listener has to be there first: a click is another message to the same process, and comes after it.
  await click();
  const name = await named;
  const file = path.join(folder, name);
  expect(existsSync(file), `downloaded: ${name}`).toBe(true);
  return { name, text: readFileSync(file, 'utf8') };
}
