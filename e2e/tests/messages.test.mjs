// Messages: the inbox, the choice of mail for each kind, what a letter's link turns off, templates, and an announcement from
// its preview to its recall.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

/** Every look at a page: nothing axe objects to, nothing wider than the screen, no fault of its own. */
async function fine(page, name) {
  if (name) await e2e.screenshot(page, name);
  await e2e.axe(page);
  await e2e.expectNoSidewaysScroll(page);
  e2e.expectNoFaults(page);
}

async function draft(page, title) {
  await e2e.open(page, '/announcements/new');
  await e2e.fill(page, {
    教师: true,
    '标题（中文）': title,
    '正文（中文）': '请各位老师核对成员名单。',
    '标题（英文）': `${title} (English)`,
    '正文（英文）': 'Please check the members.',
  });
  await e2e.press(page, '保存草稿');
}

describe('messages', () => {
  for (const how of [
    { width: 'phone', lang: 'zh' },
    { width: 'desktop', lang: 'zh' },
    { width: 'phone', lang: 'en', dark: true },
    { width: 'desktop', lang: 'en', dark: true },
  ]) {
    const name = `${how.width}-${how.lang}`;
    test(`every page of messages is fine (${name})`, () =>
      seen('/login', how, async (page) => {
        await e2e.loginAs(page, how.lang === 'en' ? 'Lin Mei' : '林梅');
        await e2e.open(page, '/messages');
        await fine(page, `messages-${name}`);
        await page.locator('main table a').first().click();
        await fine(page, `message-${name}`);
        await e2e.open(page, '/account/messages');
        await fine(page, `message-choices-${name}`);
        if (how.lang === 'en') await e2e.expectEnglish(page);
      }));

    test(`every page of the office is fine (${name})`, () =>
      seen('/login', how, async (page) => {
        await e2e.loginAs(page, how.lang === 'en' ? 'Wu Min' : '吴敏');
        for (const [path, what] of [
          ['/letters', 'letters'],
          ['/letters?state=sent', 'letters-sent'],
          ['/letters/templates', 'templates'],
          ['/letters/templates/application.to_review', 'template'],
          ['/letters/templates/account.reset', 'template-fixed'],
          ['/announcements', 'announcements'],
          ['/announcements/new', 'announcement-new'],
        ]) {
          await e2e.open(page, path);
          await fine(page, `${what}-${name}`);
        }
        await e2e.open(page, '/announcements');
        await page.locator('main table a').first().click();
        await fine(page, `announcement-${name}`);
      }));
  }

  test('a message is read, marked as unread and read with all others', () =>
    seen('/login', { lang: 'zh' }, async (page) => {
      await e2e.loginAs(page, '周远');
      const count = () => page.locator('.mine a[href="/messages"] .count').innerText().catch(() => '0');
      await e2e.open(page, '/messages');
      const before = Number.parseInt(await count(), 10);
      assert.ok(before > 0, 'the demo left something unread');
      await page.locator('main table a').first().click();
      assert.equal(Number.parseInt(await count(), 10) || 0, before - 1);
      await e2e.press(page, '标为未读');
      assert.equal(Number.parseInt(await count(), 10), before);
      await e2e.press(page, '全部标为已读');
      assert.equal(await page.locator('.mine a[href="/messages"] .count').count(), 0);
      e2e.expectNoFaults(page);
    }));

  for (const script of [true, false]) {
    const how = script ? 'with JavaScript' : 'without JavaScript';
    test(`an announcement is counted, committed, read and recalled ${how}`, async () => {
      const cast = e2e.people(browser, { script, lang: 'zh' });
      const title = `核对名单${script ? '一' : '二'}`;
      const office = await cast.be('吴敏');
      await draft(office, title);
      await e2e.expectText(office, /将送达 \d+ 人/);
      assert.ok(await office.locator('main table tbody tr').count(), 'the recipients are listed');
      if (script) await fine(office, 'announcement-preview');
      await e2e.press(office, /^确认发给这/);
      await e2e.expectText(office, '撤回');
      const teacher = await cast.be('林梅');
      // The platform writes inboxes every few seconds.
      for (let look = 0; look < 40; look += 1) {
        await e2e.open(teacher, '/messages');
        if (await teacher.getByText(title).count()) break;
        await teacher.waitForTimeout(500);
      }
      await e2e.expectText(teacher, title);
      if (script) await fine(office, 'announcement-committed');
      await e2e.press(office, '撤回');
      await e2e.expectText(office, '已撤回');
      await e2e.open(teacher, '/messages');
      await e2e.expectNoText(teacher, title);
      await cast.leave();
    });
  }

  test('a choice is kept, and what guards the account cannot be turned off', () =>
    seen('/login', { lang: 'zh', script: false }, async (page) => {
      await e2e.loginAs(page, '陈晓');
      await e2e.open(page, '/account');
      await e2e.follow(page, '选择邮件');
      await page.locator('input[name=funding][value=digest]').check();
      await e2e.press(page, '保存');
      assert.ok(await page.locator('input[name=funding][value=digest]').isChecked());
      assert.equal(await page.locator('input[name=account]').count(), 0);
      await e2e.expectText(page, '不能关闭');
    }));

  test('a template is previewed, refused with the place that is wrong, and reworded', () =>
    seen('/login', { lang: 'zh' }, async (page) => {
      await e2e.loginAs(page, '吴敏');
      await e2e.open(page, '/letters/templates/application.withdrawn');
      await e2e.fill(page, { '正文（中文）': '{whom}撤回了“{title}”。' });
      await e2e.press(page, '保存');
      await e2e.expectText(page, '没有名为 {whom} 的占位符');
      await e2e.fill(page, { '正文（中文）': '{pi}撤回了“{title}”，不必再审。' });
      await e2e.press(page, '只预览');
      await e2e.expectText(page, '林梅撤回了“光电检测课程建设”，不必再审。');
      await e2e.press(page, '保存');
      await e2e.expectText(page, '使用中');
      await e2e.press(page, '恢复内置措辞');
      await e2e.expectText(page, '已恢复内置措辞');
    }));
});
