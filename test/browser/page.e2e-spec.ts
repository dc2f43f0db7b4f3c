import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { Identity } from '../../src/identity';
import { Training } from '../../src/training';
import { startTestApp, type TestApp } from '../support';

const WEB = join(__dirname, '../../web/dist');
const executablePath = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const missing =
  executablePath === undefined
    ? 'no Chromium at CHROMIUM_PATH, /usr/bin/chromium or /usr/bin/google-chrome'
    : !existsSync(WEB) || readdirSync(WEB).length === 0
      ? 'the page is not built (npm run build)'
      : null;

// a real browser, or a skip that says why
(missing === null ? describe : describe.skip)(
  `the page in a browser${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let test: TestApp;
    let browser: Browser;
    let joinCode: string;
    const complaints: string[] = [];

    const openPage = async (locale: string): Promise<Page> => {
      const context = await browser.newContext({ locale, viewport: { width: 1440, height: 900 } });
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(test.url);
      return page;
    };

    beforeAll(async () => {
      test = await startTestApp();
      const { sessionId } = await test.get(Training).startSession({
        scenario: 'demo',
        seed: 7,
        dayMilliseconds: 86_400_000,
        bots: false,
        progress: () => undefined,
      });
      const seats = await test.get(Identity).seats(sessionId);
      joinCode = seats.find(({ participantCode }) => participantCode === 'P01')?.joinCode ?? '';
      browser = await chromium.launch({
        ...(executablePath === undefined ? {} : { executablePath }),
        args: [
          '--no-sandbox',
          '--disable-gpu',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
        ],
      });
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await test?.close();
    });

    it('speaks the language of the browser, and the other one at a click', async () => {
      const chinese = await openPage('zh-CN');
      await chinese.getByText('您正在观摩').waitFor();
      await chinese.getByText('碳排放配额 2024').first().waitFor();
      await chinese.getByRole('button', { name: 'Switch to English' }).click();
      await chinese.getByText('You are watching').waitFor();
      await chinese.context().close();
    });

    it('lets somebody take a seat, be refused with a reason, trade and cancel', async () => {
      const page = await openPage('en-US');
      await page.getByLabel('Join code').fill(joinCode);
      await page.getByLabel('Your name').fill('Ada');
      await page.getByRole('button', { name: 'Sit down' }).click();
      await page.getByText('Order ticket').waitFor();
      await page.getByText('CEA-2024').first().click();
      const buyCarbon = page.getByRole('button', { name: 'Buy CEA-2024' });
      await buyCarbon.waitFor();

      await page.getByLabel(/^Price/).fill('74.63');
      await page.getByLabel(/^Quantity/).fill('100');
      await buyCarbon.click();
      const cancel = page.getByRole('button', { name: /^Cancel Buy 100/i });
      await cancel.waitFor();
      await page.getByText('7,463.00').first().waitFor();
      await cancel.click();
      await cancel.waitFor({ state: 'detached' });

      // a power company may not buy water: the exchange's reason is on the page
      await page.getByText('WATER-YELLOW-NX-2024').first().click();
      const buyWater = page.getByRole('button', { name: 'Buy WATER-YELLOW-NX-2024' });
      await buyWater.waitFor();
      await page.getByLabel(/^Price/).fill('0.870');
      await page.getByLabel(/^Quantity/).fill('1000');
      await buyWater.click();
      await page.getByRole('alert').getByText('What helps').waitFor();
      await page.context().close();
    });

    it('leaves no error in the console', () =>
      expect(complaints.filter((text) => !/\b422\b/.test(text))).toEqual([]));
  },
);
