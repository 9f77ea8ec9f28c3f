import { AxeBuilder } from '@axe-core/playwright';
import { ONE, TWO_ACCOUNTS, binanceAccount, placements } from './support/binance-accounts.ts';
import { expect, test as base } from './support/console-test.ts';
import type { Console } from './support/console-test.ts';
import { fillTicket, lastFiring, realButton } from './support/desk.ts';
import { STOPPED } from './support/policy-words.ts';
import { confirmByHold, decline, surfaceOf } from './support/surface.ts';
import type { VenueHandle } from '../venues/venue-server.ts';

const test = base.extend<{ venue: VenueHandle; desk: Console }>({
  venue: async ({ openBinance }, use) => use(await openBinance(TWO_ACCOUNTS)),
  desk: async ({ openConsole, venue }, use) => {
    const desk = await openConsole(binanceAccount('main_binance', 'real', venue, ONE));
    await desk.qt(['arm', 'main_binance', '--for', '1h', '--yes']);
    desk.door.watch.expected.push(STOPPED);
    await use(desk);
  },
});

/** What a page can do to a frame of another origin, so that its operator presses what he does not see. */
const DISGUISES: [title: string, css: string][] = [
  ['made transparent', 'iframe { opacity: 0.01 }'],
  ['inside something transparent', '[popover] { opacity: 0.02 }'],
  ['made small', 'iframe { transform: scale(0.4) }'],
  ['cropped to its button', 'iframe { height: 330px !important; margin-top: 200px }'],
  ['filtered away', 'iframe { filter: contrast(0) }'],
];

for (const [title, css] of DISGUISES) {
  test(`a frame that is ${title} takes no yes, however long its button is held`, async ({ desk, venue }) => {
    const { page } = desk;
    await fillTicket(page, { size: '0.01' });
    await realButton(page).click();
    const { card } = await surfaceOf(desk);
    const button = card.getByRole('button', { name: /^(Hold to|Keep holding)/ });
    await expect(button).toHaveAttribute('aria-disabled', 'false');
    const style = await page.addStyleTag({ content: css });
    await expect(button).toHaveAttribute('aria-disabled', 'true');
    const box = await button.boundingBox();
    if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.waitForTimeout(1_800);
    await page.mouse.up();
    await card.getByRole('textbox').fill('main_binance');
    await card.getByRole('textbox').press('Enter');
    await page.waitForTimeout(300);
    expect(placements(venue)).toEqual([]);

    // Uncovered it is what it was.
    await style.evaluate((element) => (element as HTMLStyleElement).remove());
    await expect(button).toHaveAttribute('aria-disabled', 'false');
    await confirmByHold(desk);
    await expect(lastFiring(page)).toContainText('Filled 0.01');
    expect(placements(venue)).toHaveLength(1);
  });
}

test('a frame that is covered while its button is held stops counting', async ({ desk, venue }) => {
  const { page } = desk;
  await fillTicket(page, { size: '0.01' });
  await realButton(page).click();
  const { card } = await surfaceOf(desk);
  const button = card.getByRole('button', { name: /^(Hold to|Keep holding)/ });
  await expect(async () => {
    await button.hover();
    await page.mouse.down();
    await expect(button).toContainText('Keep holding', { timeout: 500 });
  }).toPass();
  await page.evaluate(() => {
    const cover = document.createElement('div');
    cover.popover = 'manual';
    cover.style.cssText =
      'position: fixed; inset: 0 0 auto 0; width: 100%; height: 45%; margin: 0; pointer-events: none';
    cover.textContent = 'Hold to win';
    document.body.append(cover);
    cover.showPopover();
  });
  await expect(card).toContainText('Something covers this question.');
  await page.waitForTimeout(1_500);
  await page.mouse.up();
  expect(placements(venue)).toEqual([]);
});

test('the address of a question shows nothing in a window of its own, and is told to nobody', async ({
  desk,
  venue,
}) => {
  const { page } = desk;
  await fillTicket(page, { size: '0.01' });
  await realButton(page).click();
  await surfaceOf(desk);
  const address = (await page.locator('iframe[title="Confirmation"]').getAttribute('src')) ?? '';
  const other = await page.context().newPage();
  await other.goto(address);
  await expect(other.getByRole('status')).toContainText('Nothing is confirmed here.');
  await other.close();

  const [origin = '', id = ''] = address.split('/#');
  const session = (await page.evaluate(() => sessionStorage.getItem('qt.session'))) ?? '';
  const answer = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${origin}/questions/${id}/answer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ yes: true, by: 'typed', typed: 'main_binance' }),
    });
  const pageOrigin = new URL(page.url()).origin;
  const tries = [
    { origin: pageOrigin, authorization: `Bearer ${session}` },
    { origin, authorization: `Bearer ${session}` },
    { origin: 'null', authorization: `Bearer ${session}` },
    { authorization: `Bearer ${session}` },
    { origin },
  ];
  const statuses = await Promise.all(tries.map(async (headers) => (await answer(headers)).status));
  expect(statuses).toEqual([403, 401, 403, 403, 401]);
  expect(placements(venue)).toEqual([]);
});

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing on the surface, ${theme}`, async ({ desk }) => {
    const { page } = desk;
    if (theme === 'light') await page.getByRole('button', { name: 'Use the light theme' }).click();
    const check = async (where: string): Promise<void> => {
      await surfaceOf(desk);
      const { violations } = await new AxeBuilder({ page }).include('iframe[title="Confirmation"]').analyze();
      const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
      expect.soft(found, where).toEqual([]);
      await decline(desk);
    };
    await fillTicket(page, { size: '0.01' });
    await realButton(page).click();
    await check('a real order');
    await page.getByRole('banner').getByRole('button', { name: 'REAL ARMED' }).click();
    await page.getByRole('dialog', { name: 'Arm real trading' }).getByRole('button', { name: 'Continue' }).click();
    await check('arming');
  });
}
