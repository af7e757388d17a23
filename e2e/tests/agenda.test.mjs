// A meeting's agenda: as everybody reads it, and as the office edits, releases and publishes it, with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

describe('the public agenda', () => {
  for (const how of [
    { lang: 'zh', width: 'phone', script: true, words: { link: '第九届', talk: '深化产学合作 共育ICT人才', hall: '主会场' } },
    { lang: 'en', width: 'desktop', script: true, dark: true, words: { link: 'The 9th', talk: 'Closer cooperation for ICT talent', hall: 'Main hall' } },
    { lang: 'en', width: 'phone', script: false, words: { link: 'The 9th', talk: 'Closer cooperation for ICT talent', hall: 'Main hall' } },
  ]) {
    test(`is found, read and taken along (${how.lang}, ${how.width}, ${how.script ? 'with' : 'without'} JavaScript)`, () =>
      seen('/meetings', how, async (page) => {
        await page.getByRole('link', { name: how.words.link }).click();
        await page.waitForURL(/\/meetings\/[0-9a-f-]{36}/);
        const text = await page.locator('main').innerText();
        for (const part of [how.words.talk, how.words.hall]) assert.match(text, new RegExp(part));
        await e2e.expectNoSidewaysScroll(page);
        const base = new URL(page.url()).pathname;
        if (how.script) {
          await e2e.screenshot(page, `agenda-${how.lang}-${how.width}`);
          await e2e.axe(page);
        }
        for (const path of ['/print', '/changes']) {
          await e2e.open(page, base + path);
          await e2e.expectNoSidewaysScroll(page);
          if (how.script) { await e2e.screenshot(page, `agenda-${how.lang}-${how.width}${path.replace('/', '-')}`); await e2e.axe(page); }
        }
        const schedule = await (await page.request.get(`${base}/schedule.json`)).json();
        assert.equal(schedule.schedule.version, '1.1');
        const calendar = await (await page.request.get(`${base}/agenda.ics`)).text();
        assert.equal(calendar.match(/BEGIN:VEVENT/g).length, 10);
        const paper = await (await page.request.get(`${base}/agenda.pdf`)).body();
        assert.equal(paper.subarray(0, 5).toString(), '%PDF-');
        await e2e.open(page, base);
        await page.locator('article h3 a').first().click();
        await page.waitForURL(/\/sessions\//);
        if (how.script) await e2e.axe(page);
        e2e.expectNoFaults(page);
      }));
  }
});

describe('the editor', () => {
  for (const how of [
    { lang: 'zh', width: 'desktop', script: true, words: { add: '新增场次', save: '保存', begin: '新建会议', hall: '添加会场', move: '移动', put: '放到这里', make: '发布版本', show: '公布这一版本', seats: '座位数', zh: '中文名称' } },
    { lang: 'en', width: 'phone', script: false, words: { add: 'Add a session', save: 'Save', begin: 'Begin a meeting', hall: 'Add a hall', move: 'Move', put: 'Put it here', make: 'Make the release', show: 'Show this release to the public', seats: 'Seats', zh: 'Name in Chinese' } },
  ]) {
    test(`builds, moves, releases and publishes a meeting (${how.lang}, ${how.script ? 'with' : 'without'} JavaScript)`, () =>
      seen('/', how, async (page) => {
        const { words } = how;
        await e2e.loginAs(page, how.lang === 'zh' ? '吴敏' : 'Wu Min');
        await e2e.open(page, '/meetings');
        await page.getByRole('link', { name: words.begin }).click();
        const name = how.script ? '试办会议' : '无脚本会议';
        await page.locator('#f-title_zh').fill(name);
        await page.locator('#f-first_on').fill('2027-04-03');
        await page.locator('#f-last_on').fill('2027-04-04');
        await page.getByRole('button', { name: words.save }).click();
        await page.waitForURL(/\/settings$/);
        for (const hall of ['甲厅', '乙厅']) {
          await page.locator('form[action$="/halls"] #f-name_zh').fill(hall);
          await page.locator('form[action$="/halls"] #f-capacity').fill('120');
          await page.getByRole('button', { name: words.hall }).click();
        }
        await e2e.expectNoSidewaysScroll(page);
        if (how.script) { await e2e.screenshot(page, 'agenda-settings'); await e2e.axe(page); }
        const base = new URL(page.url()).pathname.replace('/settings', '');
        for (const title of ['开幕', '讲座']) {
          await e2e.open(page, `${base}/sessions/new`);
          await page.locator('#f-title_zh').fill(title);
          await page.locator('#f-hall').selectOption({ label: '甲厅' });
          await page.locator('#f-starts').fill('09:00');
          await page.locator('#f-ends').fill('10:00');
          await page.locator('details:has(#f-talk-0-title_zh)').last().locator('> summary').click();
          await page.locator('#f-talk-0-title_zh').fill(`${title}题目`);
          await page.locator('details:has(#f-talk-0-speaker-0-name_zh)').last().locator('> summary').click();
          await page.locator('#f-talk-0-speaker-0-name_zh').fill('林梅');
          if (how.script && title === '开幕') { await e2e.screenshot(page, 'agenda-session-new'); await e2e.axe(page); }
          await page.getByRole('button', { name: words.save }).click();
          await page.waitForURL(/\/sessions\/[0-9a-f-]{36}\/edit$/);
        }
        await e2e.expectNoSidewaysScroll(page);
        await e2e.open(page, `${base}/edit`);
        assert.equal(await page.locator('.agenda-conflicts li').count(), 2, 'one hall and one person twice at once');
        if (how.script) { await e2e.screenshot(page, 'agenda-editor'); await e2e.axe(page); }
        await e2e.expectNoSidewaysScroll(page);
        if (how.script) {
          // By mouse: from the common cell of the first hall to 14:00 in the second.
          await page.locator('.agenda-slot', { hasText: '讲座' }).dragTo(page.locator('td[data-place$=" 14:00"]').nth(1));
        } else {
          await page.locator('.agenda-slot', { hasText: '讲座' }).getByRole('link', { name: words.move }).click();
          await page.getByRole('button', { name: `${words.put} 乙厅 14:00` }).click();
        }
        await page.waitForURL(/\/edit\?day=2027-04-03/);
        await page.locator('.agenda-conflicts').waitFor({ state: 'detached' });
        const moved = await page.locator('.agenda-slot', { hasText: '讲座' }).innerText();
        assert.match(moved, /14:00–15:00/);
        if (how.script) {
          await page.locator('.agenda-slot', { hasText: '讲座' }).getByRole('link', { name: words.move }).click();
          await e2e.screenshot(page, 'agenda-moving');
          await e2e.axe(page);
        }
        await e2e.open(page, `${base}/people`);
        await page.locator('details.person summary').first().click();
        await page.locator('input[name^="email."]').first().fill('lin.mei@demo.xieyu');
        await page.locator('details.person').first().getByRole('button', { name: words.save }).click();
        if (how.script) { await e2e.screenshot(page, 'agenda-people'); await e2e.axe(page); }
        await e2e.open(page, `${base}/releases`);
        if (how.script) { await e2e.screenshot(page, 'agenda-releases'); await e2e.axe(page); }
        await page.getByRole('button', { name: words.make }).click();
        await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
        await page.getByRole('button', { name: words.show }).click();
        await page.locator('details.person summary').first().click();
        if (how.script) { await e2e.screenshot(page, 'agenda-release'); await e2e.axe(page); }
        await e2e.expectNoSidewaysScroll(page);
        await page.locator('form[action$="/send"] button').click();
        await page.waitForURL(/\/releases\/[0-9a-f-]{36}$/);
        assert.equal(await page.locator('form[action$="/send"]').count(), 0, 'nothing waits any more');
        e2e.expectNoFaults(page);
        const stranger = await page.context().browser().newPage();
        const answer = await stranger.goto(new URL(base, page.url()).href);
        assert.equal(answer.status(), 200);
        assert.match(await stranger.locator('main').innerText(), /开幕题目/);
        await stranger.close();
      }));
  }
});
