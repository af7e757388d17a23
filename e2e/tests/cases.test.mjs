// Excellent cases: everybody reads the published ones and the awards; a teacher's case is nominated and submitted by the university;
// the office ranks, and a list of awards is published. With and without JavaScript, in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

const words = {
  zh: { series: '2022 年度优秀项目案例', kind: '高校案例', award: '优秀项目案例', free: '不收取任何费用' },
  en: { series: 'Excellent cases of 2022', kind: 'University case', award: 'Excellent project case', free: 'Entering costs nothing' },
};

describe('excellent cases', () => {
  for (const { script, lang, width } of [
    { script: true, lang: 'zh', width: 'desktop' },
    { script: true, lang: 'en', width: 'phone' },
    { script: false, lang: 'zh', width: 'phone' },
    { script: false, lang: 'en', width: 'desktop' },
  ]) {
    test(`everybody reads cases and awards (${lang}, ${width}, ${script ? 'with' : 'without'} JavaScript)`, () =>
      seen('/cases', { lang, script, width }, async (page) => {
        const say = words[lang];
        const looked = async (name) => {
          if (script) {
            await e2e.screenshot(page, `${name}-${lang}-${width}`);
            await e2e.axe(page);
          }
          await e2e.expectNoSidewaysScroll(page);
        };
        await looked('cases');
        await page.getByRole('link', { name: say.series, exact: true }).click();
        await page.waitForURL(/\/cases\/[0-9a-f-]{36}/);
        await e2e.expectText(page, say.free);
        await e2e.expectText(page, say.kind);
        await looked('cases-call');
        const rows = page.locator('main tbody tr');
        assert.ok((await rows.count()) >= 3);
        await rows.first().getByRole('link').first().click();
        await page.waitForURL(/\/cases\/entries\/[0-9a-f-]{36}/);
        await looked('case');
        await e2e.open(page, '/awards');
        await page.locator('main tbody').getByRole('link', { name: say.award, exact: true }).first().click();
        await page.waitForURL(/\/awards\/[0-9a-f-]{36}/);
        await e2e.expectText(page, '2022');
        await looked('awards');
      }));
  }

  test('a case is nominated and submitted by forms alone', () =>
    seen('/', { lang: 'zh', script: false, width: 'phone' }, async (page) => {
      await e2e.loginAs(page, '王建国');
      await e2e.open(page, '/cases/entries?state=handed_in');
      await page.getByRole('link', { name: '智能光电检测课程的共建与共享' }).click();
      await page.waitForURL(/\/cases\/entries\/[0-9a-f-]{36}/);
      const path = new URL(page.url()).pathname;
      await page.locator(`form[action="${path}/steps/decline"] button`).click();
      await e2e.expectText(page, '请写明不推荐的理由');
      await page.locator(`form[action="${path}/steps/nominate"] button`).click();
      await page.locator(`form[action="${path}/steps/submit"] button`).click();
      await e2e.expectText(page, '已报送');
      await e2e.expectNoSidewaysScroll(page);
    }));

  test('the office publishes a list of awards by its year and kind', () =>
    seen('/', { lang: 'zh', script: true, width: 'desktop' }, async (page) => {
      await e2e.loginAs(page, '吴敏');
      await e2e.open(page, '/awards/new');
      await page.locator('input[name=year]').fill('2021');
      await page.locator('select[name=kind]').selectOption('contributing_enterprise');
      await page.locator('form[action="/awards/new"] button').last().click();
      await page.waitForURL(/\/awards\/[0-9a-f-]{36}/);
      const path = new URL(page.url()).pathname;
      await e2e.axe(page);
      await page.locator('select[name=organisation_id]').selectOption({ index: 1 });
      await page.locator(`form[action="${path}/entries"] button`).click();
      await page.locator(`form[action="${path}/publish"] button`).click();
      await e2e.expectText(page, '名单已公布');
      await e2e.expectText(page, '2021 年度积极贡献企业');
    }));
});
