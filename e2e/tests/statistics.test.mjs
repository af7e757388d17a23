// The statistics: charts with JavaScript, tables without, every figure a link, and a day in the past.
import { after, before, describe, test } from 'node:test';
import assert from 'node:assert/strict';
import * as e2e from '../lib/index.mjs';

describe('statistics', () => {
  let browser;
  before(async () => { browser = await e2e.launch(); });
  after(() => browser?.close());
  const seen = (path, how, check) => e2e.seen(browser, path, how, check);

  /** Draws every chart by going past it, as readers do. */
  const drawn = async (page) => {
    const charts = page.locator('[data-chart]');
    const count = await charts.count();
    for (let n = 0; n < count; n += 1) {
      await charts.nth(n).scrollIntoViewIfNeeded();
      await charts.nth(n).locator('canvas').first().waitFor();
    }
    return count;
  };

  for (const width of ['phone', 'desktop']) {
    for (const dark of [false, true]) {
      for (const lang of ['zh', 'en']) {
        const how = `${width}, ${dark ? 'dark' : 'light'}, ${lang}`;
        test(`charts are drawn, and the page is for everybody (${how})`, () =>
          seen('/statistics', { lang, width, dark }, async (page) => {
            assert.equal(await drawn(page), 10);
            await e2e.screenshot(page, `statistics-${width}-${dark ? 'dark' : 'light'}-${lang}`);
            await e2e.axe(page);
            await e2e.expectNoSidewaysScroll(page);
            e2e.expectNoFaults(page);
          }));
      }
    }
  }

  test('without JavaScript the tables are there, and a figure leads to what it counts', () =>
    seen('/statistics', { lang: 'zh', script: false }, async (page) => {
      assert.equal(await page.locator('canvas').count(), 0);
      assert.equal(await page.locator('.stat-data[open] table').count(), 8);
      const figure = page.locator('#types tbody tr').first().locator('td a').first();
      const count = (await figure.innerText()).trim();
      await figure.click();
      assert.match(page.url(), /\/statistics\/projects\?type=T1/);
      assert.match(await page.locator('.lead').innerText(), new RegExp(`立项 ${count} 项`));
    }));

  test('an organisation has a page of its own, from its own page and back', () =>
    seen('/statistics', { lang: 'en', width: 'phone' }, async (page) => {
      await page.locator('#enterprises summary').scrollIntoViewIfNeeded();
      await page.locator('#enterprises canvas').first().waitFor();
      await page.locator('#enterprises summary').click();
      await page.locator('#enterprises tbody th a').first().click();
      await page.waitForURL(/\/statistics\/enterprises\/[0-9a-f-]+$/);
      assert.match(await page.locator('.lead').innerText(), /projects? with \d+ universit/);
      await drawn(page);
      await e2e.screenshot(page, 'statistics-enterprise-phone-en');
      await e2e.axe(page);
      await e2e.expectNoSidewaysScroll(page);
      await page.getByRole('link', { name: 'About this organisation' }).click();
      await page.getByRole('link', { name: /^Statistics:/ }).click();
      await page.waitForURL(/\/statistics\/enterprises\//);
      e2e.expectNoFaults(page);
    }));

  test('a day in the past is asked for by keyboard, and a day ahead is refused', () =>
    seen('/statistics', { lang: 'zh' }, async (page) => {
      const day = page.locator('input[name=as_of]');
      await day.fill('2024-12-31');
      await day.press('Enter');
      await page.waitForURL(/as_of=2024-12-31/);
      assert.match(await page.locator('.lead').innerText(), /截至 2024年12月31日/);
      const answer = await page.goto('/statistics?as_of=2099-01-01');
      assert.equal(answer.status(), 422);
      assert.match(await page.locator('main').innerText(), /还没有到来/);
      await e2e.axe(page);
    }));

  test('paper shows every chart, also those nobody went past, dark on white', () =>
    seen('/statistics', { lang: 'zh', dark: true }, async (page) => {
      await page.locator('[data-chart] canvas').first().waitFor();
      assert.ok(await page.locator('[data-chart]:has(canvas)').count() < 10);
      await page.pdf({ path: `${process.env.XIEYU_E2E_OUT}/statistics.pdf` });
      assert.equal(await page.locator('[data-chart]:has(canvas)').count(), 10);
      e2e.expectNoFaults(page);
    }));

  test('a picture and the data are taken along', () =>
    seen('/statistics', { lang: 'en' }, async (page) => {
      await drawn(page);
      const [picture] = await Promise.all([page.waitForEvent('download'), page.locator('#types [data-save]').click()]);
      assert.equal(picture.suggestedFilename(), 'Projects by type.png');
      const [file] = await Promise.all([page.waitForEvent('download'), page.locator('#types .stat-files a', { hasText: 'csv' }).click()]);
      assert.match(file.suggestedFilename(), /\.csv$/);
      e2e.expectNoFaults(page);
    }));

  for (const path of ['/statistics/enterprises', '/statistics/universities', '/statistics/projects?type=T2']) {
    for (const lang of ['zh', 'en']) {
      test(`the list ${path} is for everybody (${lang})`, () =>
        seen(path, { lang, width: 'phone', dark: lang === 'en' }, async (page) => {
          assert.ok(await page.locator('tbody tr').count());
          await e2e.axe(page);
          await e2e.expectNoSidewaysScroll(page);
          e2e.expectNoFaults(page);
        }));
    }
  }

  test('pages without charts do not load what draws them', () =>
    seen('/', { lang: 'zh' }, async (page) => {
      assert.equal(await page.locator('script[src*=echarts]').count(), 0);
      await e2e.expectLight(page, '/statistics/enterprises');
    }));
});
