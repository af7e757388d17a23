// A round of allocation from the guideline to its preview and back, with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

describe('allocation rounds', () => {
  for (const { script, lang, width, words } of [
    { script: true, lang: 'zh', width: 'desktop', words: { round: '按轮次分配名额', preview: '预览本轮分配', drop: '放弃本轮', seed: '抽签种子' } },
    { script: false, lang: 'en', width: 'phone', words: { round: 'Give out the offers in rounds', preview: 'Preview the round', drop: 'Drop the round', seed: 'Seed of the lottery' } },
  ]) {
    test(`an enterprise previews one, downloads what it rests on, and drops it (${lang}, ${script ? 'with' : 'without'} JavaScript)`, () =>
      seen('/', { lang, script, width }, async (page) => {
        await e2e.loginAs(page, lang === 'zh' ? '赵磊' : 'Zhao Lei');
        await e2e.open(page, '/guidelines');
        await page.getByRole('link', { name: '子午光电 2025 年度项目指南' }).first().click();
        await page.getByRole('link', { name: words.round }).click();
        await page.waitForURL(/\/allocations$/);
        if (script) {
          await e2e.screenshot(page, 'allocations');
          await e2e.axe(page);
        }
        await e2e.expectNoSidewaysScroll(page);
        const first = page.locator('input[name^="places."]').first();
        const left = await first.inputValue();
        await first.fill('99');
        await page.getByRole('button', { name: words.preview }).click();
        assert.equal(await page.locator('input[name^="places."]').first().inputValue(), '99', 'what was typed stays');
        await page.locator('input[name^="places."]').first().fill(left);
        await page.getByRole('button', { name: words.preview }).click();
        await page.waitForURL(/\/allocations\/[0-9a-f-]{36}$/);
        const text = await page.locator('main').innerText();
        assert.match(text, new RegExp(words.seed));
        assert.match(text, /xieyu match allocate allocation-[0-9a-f-]{36}\.json --seed \d+/);
        const instance = await page.request.get(new URL(await page.locator('a[href$="/instance"]').getAttribute('href'), page.url()).href);
        assert.equal((await instance.json()).kind, 'allocate');
        if (script) {
          await e2e.screenshot(page, 'allocation');
          await e2e.axe(page);
        }
        await e2e.expectNoSidewaysScroll(page);
        await page.getByRole('button', { name: words.drop }).click();
        await page.waitForURL(/\/guidelines\/[0-9a-f-]{36}\/allocations/);
      }));
  }
});
