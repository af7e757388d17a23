// The audience of a live channel in two browsers: a comment appears in the other's list, waits for the moderator where it is reviewed
// first, and everything works without JavaScript.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);
/** A text nobody wrote before: the same server may be tested twice. */
const fresh = (text) => `${text} ${Date.now()}`;
const laptop = (more) => ({ lang: 'zh', width: 'laptop', ...more });

/** The office gives the next meeting a channel of its own for this test; answers its path. */
const channel = async (page, code, mode) => {
  await e2e.loginAs(page, '吴敏');
  const path = `${await e2e.meetingOnAir(page)}/live/forum`;
  await moderated(page, path, mode);
  return path;
};

const moderated = async (page, path, mode) => {
  await e2e.open(page, `${path}/moderation`);
  await page.locator(`input[name="mode"][value="${mode}"]`).check();
  await page.locator('form[action$="/moderation/settings"] button').click();
  await page.waitForLoadState();
};

const write = async (page, text) => {
  await page.locator('#audience-comment [name="body"]').fill(text);
  await page.locator('#audience-comment button').click();
};

describe('the audience of a live channel', () => {
  test('a comment is read at once by another, and with review first only once a moderator let it pass', () =>
    seen('/', laptop({ me: '吴敏' }), async (office) => {
      const [first, later] = [fresh('<b>第一条</b>'), fresh('等一等再看')];
      const path = await channel(office, 'forum', 'open');
      await seen(`${path}/audience`, laptop({ width: 'phone' }), async (reader) => {
        await seen('/', laptop({ me: '林梅' }), async (writer) => {
          await e2e.loginAs(writer, '林梅');
          await e2e.open(writer, `${path}/audience`);
          await reader.waitForSelector('#audience[data-by="events"]', { timeout: 10_000 });
          await write(writer, first);
          await e2e.expectText(reader.locator('#audience-comments'), first);
          assert.equal(await reader.locator('#audience-comments b b').count(), 0, 'markup is text');
          await e2e.expectNoSidewaysScroll(reader);
          await e2e.axe(reader);

          await moderated(office, path, 'reviewed_first');
          await e2e.open(writer, `${path}/audience`);
          await write(writer, later);
          await e2e.expectText(writer.locator('#audience-write'), '审核通过后显示');
          await e2e.open(office, `${path}/moderation`);
          await e2e.expectText(office.locator('[data-queue="waiting"]'), later);
          assert.equal(await reader.getByText(later).count(), 0, 'nobody reads it yet');
          await office.locator('[data-queue="waiting"] label', { hasText: later }).locator('input').focus();
          await office.keyboard.press('Space');
          await office.keyboard.press('p');
          await e2e.expectText(reader.locator('#audience-comments'), later);
          await e2e.axe(office);
          await e2e.screenshot(reader, 'audience');
        });
      });
    }));

  test('comments run over the picture, and come as buckets where no stream gets through', async () => {
    const flies = fresh('飞过画面');
    const context = await browser.newContext({ baseURL: e2e.baseURL });
    try {
      const writer = await context.newPage();
      await e2e.loginAs(writer, '周远');
      await e2e.open(writer, '/meetings');
      const links = await writer.locator('main a[href^="/meetings/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
      let player;
      for (const href of links.filter((href) => /^\/meetings\/[0-9a-f-]{36}$/.test(href))) {
        await e2e.open(writer, `${href}/live`);
        if (await writer.locator('a[href$="/live/main-hall"]').count()) player = `${href}/live/main-hall`;
      }
      const [watching, cutOff] = [await context.newPage(), await context.newPage()];
      await cutOff.route('**/events*', (route) => route.abort());
      await watching.goto(player);
      await cutOff.goto(`${player}/audience`);
      await watching.waitForSelector('#audience[data-by="events"]');
      await cutOff.waitForSelector('#audience[data-by="buckets"]', { timeout: 15_000 });
      await e2e.open(writer, `${player}/audience`);
      await write(writer, flies);
      await watching.locator('.danmu span', { hasText: flies }).waitFor({ timeout: 10_000 });
      await cutOff.locator('#audience-comments li', { hasText: flies }).first().waitFor({ timeout: 20_000 });
    } finally {
      await context.close();
    }
  });

  test('without JavaScript people write, ask and read', () =>
    seen('/', laptop({ script: false, width: 'phone', me: '林梅' }), async (page) => {
      const text = fresh('没有脚本也能写');
      await e2e.loginAs(page, '林梅');
      await e2e.open(page, '/meetings');
      const links = await page.locator('main a[href^="/meetings/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
      for (const href of links.filter((href) => /^\/meetings\/[0-9a-f-]{36}$/.test(href))) {
        await e2e.open(page, `${href}/live`);
        if (!(await page.locator('a[href$="/live/main-hall"]').count())) continue;
        await e2e.open(page, `${href}/live/main-hall/audience`);
        await write(page, text);
        await e2e.expectText(page.locator('#audience-comments'), text);
        await write(page, '长'.repeat(201));
        assert.equal(await page.locator('#audience-comment [name="body"]').inputValue(), '长'.repeat(201), 'what was typed is kept');
        await e2e.expectNoSidewaysScroll(page);
        return;
      }
      assert.fail('the demo has a meeting with channels');
    }));
});
