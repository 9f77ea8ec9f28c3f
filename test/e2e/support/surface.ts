import type { FrameLocator, Locator, Mouse, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Console } from './console-test.ts';
import type { Door } from './door.ts';

const OPENS_MS = 10_000;

/** Where the operator confirms: a frame of another origin in the page, a window of its own on the desktop. */
export interface Surface {
  root: FrameLocator | Page;
  mouse: Mouse;
  /** The question itself. */
  card: Locator;
}

/** The surface of a question that is being asked. */
export async function surfaceOf({ door, page }: Pick<Console, 'door' | 'page'>): Promise<Surface> {
  const root = door.name === 'page' ? page.frameLocator('iframe[title="Confirmation"]') : await windowOf(door);
  const mouse = door.name === 'page' ? page.mouse : (root as Page).mouse;
  const card = root.getByRole('dialog');
  await expect(card).toBeVisible({ timeout: OPENS_MS });
  return { root, mouse, card };
}

/** Whether anything is asked at all. */
export async function isAsked({ door, page }: Pick<Console, 'door' | 'page'>): Promise<boolean> {
  if (door.name === 'page') return (await page.locator('iframe[title="Confirmation"]').count()) > 0;
  return confirmWindows(door).length > 0;
}

/** Holds the button of the question until it counts, as an operator does. */
export async function confirmByHold(console: Pick<Console, 'door' | 'page'>): Promise<void> {
  const { card, mouse } = await surfaceOf(console);
  const button = card.getByRole('button', { name: /^(Hold to|Keep holding)/ });
  await expect(button).toHaveAttribute('aria-disabled', 'false');
  // No press counts in the first moment.
  await expect(async () => {
    await button.hover();
    await mouse.down();
    await expect(button).toContainText('Keep holding', { timeout: 500 });
  }).toPass({ timeout: 15_000 });
  await expectNotAsked(console);
  if (console.door.name === 'page') await mouse.up();
}

/** Types words into the question and presses Enter. */
export async function confirmByTyping(console: Pick<Console, 'door' | 'page'>, words: string): Promise<void> {
  const { card } = await surfaceOf(console);
  const typed = card.getByRole('textbox');
  await expect(async () => {
    if (!(await isAsked(console))) return;
    await typed.fill(words, { timeout: 1_500 });
    await typed.press('Enter', { timeout: 1_500 });
    await expectNotAsked(console, 1_000);
  }).toPass({ timeout: 15_000 });
}

export async function decline(console: Pick<Console, 'door' | 'page'>): Promise<void> {
  const { card } = await surfaceOf(console);
  await expect(async () => {
    if (!(await isAsked(console))) return;
    await card.getByRole('button', { name: /^Cancel/ }).click({ timeout: 1_500 });
    await expectNotAsked(console, 1_000);
  }).toPass({ timeout: 15_000 });
}

export async function expectNotAsked(console: Pick<Console, 'door' | 'page'>, timeout = 8_000): Promise<void> {
  await expect.poll(() => isAsked(console), { timeout }).toBe(false);
}

async function windowOf(door: Door): Promise<Page> {
  await expect.poll(() => confirmWindows(door).length, { timeout: OPENS_MS }).toBe(1);
  const [window] = confirmWindows(door);
  if (!window) throw new Error('no window asks');
  return window;
}

function confirmWindows(door: Door): Page[] {
  if (door.name !== 'desktop') return [];
  return door.app.windows().filter((each) => !each.isClosed() && each.url().startsWith('app://confirm/'));
}
