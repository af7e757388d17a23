// The search, from the field in the header to the hits, with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

const field = (page) => page.locator('.top-search input[name=q]');

describe('search', () => {
  for (const width of ['phone', 'desktop']) {
    test(`the best hits appear below the header's field while somebody types (${width})`, () =>
      seen('/', { lang: 'zh', width }, async (page) => {
        await field(page).pressSequentially('机器视觉');
        const first = page.locator('.top-search .suggestions a').first();
        await first.waitFor();
        await e2e.axe(page);
        await e2e.expectNoSidewaysScroll(page);
        await page.keyboard.press('Tab');
        await first.focus();
        assert.ok(await first.isVisible(), 'the keyboard reaches the suggestions');
        await first.press('Enter');
        await page.waitForURL(/\/(items|projects|organisations|closings)\//);
        e2e.expectNoFaults(page);
      }));

    test(`hits are marked, narrowed and kept apart by their conditions (${width})`, () =>
      seen('/', { lang: 'zh', width }, async (page) => {
        await field(page).fill('课程');
        await field(page).press('Enter');
        await page.waitForURL(/\/search\?q=/);
        assert.ok(await page.locator('.search-hits mark').count());
        await e2e.screenshot(page, `search-hits-${width}`);
        await e2e.axe(page);
        await e2e.expectNoSidewaysScroll(page);
        if (width === 'phone') await page.locator('.search-facets > summary').click();
        await page.locator('.search-facets nav a').first().click();
        await page.waitForURL(/year=/);
        await page.locator('.search-chosen').waitFor();
        await e2e.axe(page);
        await page.goBack();
        await page.waitForURL((url) => !url.search.includes('year='));
        assert.equal(await page.locator('.search-chosen').count(), 0);
        e2e.expectNoFaults(page);
      }));
  }

  test('everything works without JavaScript', () =>
    seen('/', { lang: 'en', script: false }, async (page) => {
      await field(page).fill('jiqi shijue');
      await page.locator('.top-search button').click();
      assert.match(await page.locator('.search-sum').innerText(), /\d+ results/);
      await page.locator('nav.tabs a').nth(1).click();
      assert.match(page.url(), /kind=/);
    }));

  test('a fault is pointed at, and what was typed stays', () =>
    seen('/search', { lang: 'zh' }, async (page) => {
      await page.goto(`/search?q=${encodeURIComponent('课程 type:T9')}`);
      assert.match(await page.locator('.search-fault').innerText(), /课程 type:T9\n {10}\^\^/);
      assert.equal(await page.locator('#search-words').inputValue(), '课程 type:T9');
      await e2e.axe(page);
    }));
});
