// A list of an earlier year: a faulty one is refused with its cells, a right one is looked through and imported whole, and
// what came in is found. On a stage of its own, with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const rows = (code) => [
  '2021 年高校名单',
  '学校名称,学校标识码,主管部门,所在地,办学层次',
  `滨海未来大学,${code},浙江省,杭州市,本科`,
].join('\r\n');

/** Brings a list; waits until it was looked through. */
async function bring(page, name, text) {
  await page.locator('input[name=kind][value=organisations]').check();
  await page.locator('input[name=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.locator('main form[enctype] button').click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await page.locator('form[action$="/discard"]').waitFor();
}

describe('imports', () => {
  for (const { script, lang, width, office } of [
    { script: true, lang: 'zh', width: 'desktop', office: '吴敏' },
    { script: true, lang: 'en', width: 'phone', office: 'Wu Min' },
    { script: false, lang: 'zh', width: 'phone', office: '吴敏' },
  ]) {
    const how = `${lang}, ${width}, ${script ? 'with' : 'without'} JavaScript`;
    test(`the office imports a list of universities (${how})`, async () => {
      const stage = await e2e.startStage(`imports-${lang}-${width}-${script}`);
      try {
        const page = await e2e.visit(browser, { script, width, lang, at: stage.url, path: '/' });
        const looked = async (name) => {
          if (script) {
            await e2e.screenshot(page, `${name}-${lang}`);
            await e2e.axe(page);
          }
          await e2e.expectNoSidewaysScroll(page);
        };
        await e2e.loginAs(page, office);
        await e2e.open(page, '/imports');
        await looked('imports');

        await bring(page, '错误名单.csv', rows('41330'));
        const refused = await page.locator('main').innerText();
        assert.ok(refused.includes('41330') && refused.includes('B3'), refused);
        assert.equal(await page.locator('form[action$="/commit"]').count(), 0, 'a faulty list cannot be imported');
        await looked('import-faults');

        await e2e.open(page, '/imports');
        const sample = await page.request.get(`${stage.url}/imports/samples/organisations`);
        await page.locator('input[name=kind][value=organisations]').check();
        await page.locator('input[name=file]').setInputFiles({ name: '高校名单.xlsx', mimeType: 'application/octet-stream', buffer: await sample.body() });
        await page.locator('main form[enctype] button').click();
        await page.locator('form[action$="/commit"] button').click();
        await page.locator('main a[href="/organisations"]').waitFor();
        await looked('import-done');
        e2e.expectNoFaults(page);
        await page.context().close();
      } finally {
        await stage.stop();
      }
    });
  }
});
