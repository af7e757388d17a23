// Taking a list along: columns are chosen and ordered, with and without JavaScript, and the choice is remembered.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

const box = (page, key) => page.locator(`input[name=columns][value=${key}]`);
const place = (page, key) => page.locator(`input[name="place.${key}"]`);

/** Presses the button of the form and reads the file that comes. */
async function download(page, name) {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), 'utf8') };
}

describe('exports', () => {
  for (const script of [true, false]) {
    test(`a university takes its projects along (${script ? 'with' : 'without'} JavaScript)`, () =>
      seen('/', { lang: 'zh', script }, async (page) => {
        await e2e.loginAs(page, '王建国');
        await e2e.open(page, '/projects?mine=1');
        await page.getByRole('link', { name: '导出' }).click();
        await page.waitForURL(/\/exports\/my-projects\?mine=1/);
        if (script) {
          await e2e.screenshot(page, 'export-columns');
          await e2e.axe(page);
          await e2e.expectNoSidewaysScroll(page);
        }
        for (const one of await page.locator('input[name=columns]').all()) await one.setChecked(false);
        for (const [n, key] of ['cash', 'number', 'title'].entries()) {
          await box(page, key).check();
          await place(page, key).fill(String(n + 1));
        }
        await page.locator('input[name=format][value=csv]').check();
        const file = await download(page, '下载');
        assert.match(file.name, /^我的项目-\d{4}-\d\d-\d\d\.csv$/);
        const lines = file.text.trimEnd().split('\r\n');
        assert.equal(lines[0], '\ufeff企业支持经费（元）,项目编号,项目名称');
        assert.ok(lines.length > 3, `${lines.length} lines`);
        for (const line of lines.slice(1)) assert.match(line, /^\d+\.\d\d,/);
        await e2e.open(page, '/exports/my-projects');
        const chosen = await page.locator('input[name=columns]:checked').evaluateAll((all) => all.map((one) => one.value));
        assert.deepEqual(chosen, ['cash', 'number', 'title'], 'the choice is remembered');
        assert.ok(await page.locator('input[name=format][value=csv]').isChecked());
        e2e.expectNoFaults(page);
      }));
  }

  for (const width of ['phone', 'desktop']) {
    for (const lang of ['zh', 'en']) {
      test(`everybody takes the register along (${width}, ${lang})`, () =>
        seen('/exports/projects?type=T2', { lang, width }, async (page) => {
          await e2e.axe(page);
          await e2e.expectNoSidewaysScroll(page);
          await page.locator('input[name=format][value=json]').check();
          const file = await download(page, lang === 'zh' ? '下载' : 'Download');
          const rows = JSON.parse(file.text);
          assert.ok(rows.length > 0);
          for (const row of rows) assert.equal(row.type, 'T2');
          e2e.expectNoFaults(page);
        }));
    }
  }
});
