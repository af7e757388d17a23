// Registering a webhook, its test message and its log, with and without JavaScript. The demo sends nothing inside, so the message fails.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

describe('webhooks', () => {
  for (const { script, lang, width, words } of [
    { script: true, lang: 'zh', width: 'desktop', words: { create: '登记', log: '发送记录', ping: '发送测试', remove: '删除' } },
    { script: false, lang: 'en', width: 'phone', words: { create: 'Register', log: 'Messages', ping: 'Send a test', remove: 'Delete' } },
  ]) {
    test(`an enterprise registers one, tests it and deletes it (${lang}, ${script ? 'with' : 'without'} JavaScript)`, () =>
      seen('/', { lang, script, width }, async (page) => {
        await e2e.loginAs(page, lang === 'zh' ? '赵磊' : 'Zhao Lei');
        await e2e.open(page, '/tokens');
        await page.locator('main a[href="/webhooks"]').click();
        await page.waitForURL(/\/webhooks$/);
        if (script) await e2e.axe(page);
        await e2e.expectNoSidewaysScroll(page);
        await page.locator('input[name=url]').fill('http://127.0.0.1/');
        await page.locator('input[name=kinds][value="project.start"]').check();
        await page.getByRole('button', { name: words.create, exact: true }).click();
        assert.equal(await page.locator('input[name=url]').inputValue(), 'http://127.0.0.1/', 'what was typed stays');
        const url = `https://hook-${lang}.example.com/xieyu`;
        await page.locator('input[name=url]').fill(url);
        await page.getByRole('button', { name: words.create, exact: true }).click();
        assert.match(await page.locator('main').innerText(), /xyw_[0-9a-f]{64}/);
        if (script) await e2e.axe(page);
        await page.getByRole('link', { name: words.log }).click();
        await page.getByRole('button', { name: words.ping }).click();
        assert.ok(!(await page.locator('main').innerText()).includes('xyw_'), 'the secret is shown once');
        assert.equal(await page.locator('main tbody tr').count(), 1);
        if (script) {
          await e2e.screenshot(page, 'webhook-log');
          await e2e.axe(page);
        }
        await e2e.expectNoSidewaysScroll(page);
        await page.getByRole('button', { name: words.remove }).click();
        await page.waitForURL(/\/webhooks$/);
        assert.equal(await page.getByRole('link', { name: url }).count(), 0);
      }));
  }
});
