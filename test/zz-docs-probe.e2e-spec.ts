import { chromium } from 'playwright-core';
import { writeFileSync } from 'node:fs';
import { startTestApp } from './support';
it('probe', async () => {
  const app = await startTestApp();
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox','--disable-gpu','--disable-background-networking','--disable-component-update','--disable-sync'] });
  const out: string[] = [];
  try {
    const page = await browser.newPage();
    page.on('pageerror', (e) => out.push('PE ' + e.message));
    page.on('console', (m) => out.push(m.type() + ' ' + m.text()));
    page.on('response', (r) => { if (r.status() >= 400) out.push(`${r.status()} ${r.url()}`); });
    await page.goto(`${app.url}/docs`);
    await page.waitForSelector('.opblock', { timeout: 10000 }).catch((e) => out.push(String(e)));
    await page.screenshot({ path: '/tmp/x/docs.png' });
    out.push(String((await page.locator('.opblock').count())));
    writeFileSync('/tmp/x/docs.json', JSON.stringify(await (await fetch(`${app.url}/docs-json`)).json(), null, 1));
  } finally { await browser.close(); await app.close(); }
  writeFileSync('/tmp/x/out.txt', out.join('\n'));
}, 90000);
