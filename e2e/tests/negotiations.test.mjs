// Negotiation tables of a meeting: set up, asked, answered, computed, published, and what came of it, with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

/** The ninth meeting of the demo. */
async function ninth(page, link) {
  await e2e.open(page, '/meetings');
  const href = await page.getByRole('link', { name: link }).first().getAttribute('href');
  return href.match(/\/meetings\/[0-9a-f-]{36}/)[0];
}

describe('negotiations', () => {
  for (const how of [
    { lang: 'zh', width: 'desktop', script: true, words: { link: '第九届', lin: '林梅', office: '吴敏', both: '双方确认', compute: '开始计算', adopt: '采用', publish: '公布当前桌次表', placed: '已安排' } },
    { lang: 'en', width: 'phone', script: false, words: { link: 'The 9th', lin: 'Lin Mei', office: 'Wu Min', both: 'Confirmed by both', compute: 'Compute', adopt: 'Adopt', publish: 'Publish what is in effect', placed: 'Placed' } },
  ]) {
    const kind = `${how.lang}, ${how.script ? 'with' : 'without'} JavaScript`;
    const look = async (page, name) => {
      await e2e.expectNoSidewaysScroll(page);
      if (how.script) { await e2e.screenshot(page, `negotiations-${name}-${how.lang}`); await e2e.axe(page); }
    };

    test(`somebody sees their appointments, requests and what came of it (${kind})`, () =>
      seen('/', how, async (page) => {
        await e2e.loginAs(page, how.words.lin);
        const base = await ninth(page, how.words.link);
        await e2e.open(page, `${base}/negotiations`);
        await look(page, 'mine');
        await e2e.open(page, `${base}/negotiators`);
        await look(page, 'people');
        await page.locator('main tbody th a').first().click();
        await page.waitForURL(/\/negotiators\/[0-9a-f-]{36}/);
        await look(page, 'person');
        await e2e.open(page, `${base}/negotiations`);
        await page.locator(`main a[href^="${base}/tables/"]`).first().click();
        await page.waitForURL(/\/tables\/\d+$/);
        assert.match(await page.locator('main').innerText(), new RegExp(how.words.both));
        await look(page, 'table');
        e2e.expectNoFaults(page);
      }));

    test(`everybody sees the hall screen (${kind})`, () =>
      seen('/', how, async (page) => {
        const base = await ninth(page, how.words.link);
        await e2e.open(page, `${base}/tables`);
        assert.equal(await page.locator('main tbody tr').count(), 4);
        await look(page, 'screen');
        e2e.expectNoFaults(page);
      }));

    test(`the office looks at the setup, the board, the sheets and the versions (${kind})`, () =>
      seen('/', how, async (page) => {
        await e2e.loginAs(page, how.words.office);
        const base = await ninth(page, how.words.link);
        for (const [path, name] of [['/negotiations/setup', 'setup'], ['/negotiations/board', 'board'], ['/negotiations/sheets', 'sheets'], ['/timetables', 'versions']]) {
          await e2e.open(page, base + path);
          await look(page, name);
        }
        const versions = page.locator(`main a[href^="${base}/timetables/"]`);
        assert.ok((await versions.count()) >= 2, 'a computed and a released version');
        await versions.last().click();
        await page.waitForURL(/\/timetables\/[0-9a-f-]{36}/);
        assert.match(await page.locator('main').innerText(), new RegExp(how.words.placed));
        await look(page, 'version');
        e2e.expectNoFaults(page);
      }));
  }
});
