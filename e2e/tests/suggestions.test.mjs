// Suggestions with reasons, "not for me" and back, for a teacher and for an enterprise, with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

describe('suggestions', () => {
  for (const { script, lang, width, words } of [
    { script: true, lang: 'zh', width: 'desktop', words: { no: '不合适', again: '恢复推荐', partners: '适合的教师和高校' } },
    { script: false, lang: 'en', width: 'phone', words: { no: 'Not for me', again: 'Suggest again', partners: 'Teachers and universities that fit' } },
  ]) {
    const how = `${lang}, ${script ? 'with' : 'without'} JavaScript`;
    test(`a teacher sees what fits, refuses one and takes that back (${how})`, () =>
      seen('/', { lang, script, width }, async (page) => {
        await e2e.loginAs(page, lang === 'zh' ? '林梅' : 'Lin Mei');
        await e2e.open(page, '/suggestions');
        const first = page.locator('main table').first().locator('tbody tr').first();
        const item = await first.locator('a').first().getAttribute('href');
        assert.match(item, /^\/items\//);
        if (script) {
          await e2e.screenshot(page, 'suggestions');
          await e2e.axe(page);
        }
        await e2e.expectNoSidewaysScroll(page);
        await first.getByRole('button', { name: words.no }).click();
        await page.waitForURL(/\/suggestions/);
        assert.equal(await page.locator(`main table a[href="${item}"]`).count(), 0);
        await page.getByRole('button', { name: words.again }).first().click();
        await page.waitForURL(/\/suggestions/);
        assert.equal(await page.locator(`main table a[href="${item}"]`).count(), 1);
      }));
    test(`an enterprise sees who fits its guideline (${how})`, () =>
      seen('/', { lang, script, width }, async (page) => {
        await e2e.loginAs(page, lang === 'zh' ? '赵磊' : 'Zhao Lei');
        await e2e.open(page, '/guidelines');
        await page.getByRole('link', { name: '子午光电 2025 年度项目指南' }).first().click();
        await page.getByRole('link', { name: words.partners }).click();
        await page.waitForURL(/\/partners$/);
        assert.ok((await page.locator('main tbody tr').count()) >= 2, 'a teacher and a university');
        if (script) {
          await e2e.screenshot(page, 'partners');
          await e2e.axe(page);
        }
        await e2e.expectNoSidewaysScroll(page);
      }));
  }
});
