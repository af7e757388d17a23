// From the registration to the door: places, badge, two devices without a network, and what becomes of what they scanned.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The office begins a meeting and opens its registration; answers its path. */
const opened = async (page, name) => {
  await e2e.open(page, '/meetings/new');
  await page.locator('#f-title_zh').fill(name);
  await page.locator('#f-first_on').fill(inDays(20));
  await page.locator('#f-last_on').fill(inDays(21));
  await page.locator('main form button').last().click();
  await page.waitForURL(/\/settings$/);
  const base = new URL(page.url()).pathname.replace('/settings', '');
  await e2e.open(page, `${base}/registrations/opening`);
  await page.locator('#f-opens').fill(inDays(-2));
  await page.locator('#f-closes').fill(inDays(10));
  await page.locator('#f-places-delegate').fill('50');
  await e2e.expectNoSidewaysScroll(page);
  return base;
};

/** The office registers somebody by hand; answers the id. */
const byHand = async (page, base, name, phone) => {
  await e2e.open(page, `${base}/registrations/new`);
  await page.locator('#f-role').selectOption('delegate');
  await page.locator('#f-name_zh').fill(name);
  await page.locator('#f-organisation_zh').fill('南江大学');
  await page.locator('#f-phone').fill(phone);
  await page.locator('main form button').last().click();
  await page.waitForURL(/\/registrations\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname.split('/').pop();
};

const say = async (page, scanned) => {
  await page.locator('[name="badge"]').fill(scanned);
  await page.locator('[name="badge"]').press('Enter');
  const said = page.locator('#check-in-said .check-in-verdict').first();
  await page.waitForFunction(() => document.querySelector('#check-in [name="badge"]').value === '');
  await said.waitFor();
  return said.getAttribute('data-verdict');
};

describe('registration', () => {
  for (const how of [
    { lang: 'zh', width: 'phone', script: true, me: '林梅' },
    { lang: 'en', width: 'phone', script: false, me: 'Lin Mei' },
  ]) {
    test(`is opened, filled in, changed and withdrawn (${how.lang}, ${how.script ? 'with' : 'without'} JavaScript)`, () =>
      seen('/', how, async (page) => {
        await e2e.loginAs(page, how.lang === 'zh' ? '吴敏' : 'Wu Min');
        const base = await opened(page, how.script ? '报名试验' : '无脚本报名');
        if (how.script) { await e2e.screenshot(page, 'registration-opening'); await e2e.axe(page); }
        await page.locator('main form button').last().click();
        await page.waitForURL(/\/registrations$/);
        if (how.script) { await e2e.screenshot(page, 'registrations-list'); await e2e.axe(page); }
        await e2e.expectNoSidewaysScroll(page);
        const own = await e2e.visit(browser, how);
        await e2e.loginAs(own, how.me);
        await e2e.open(own, `${base}/register`);
        if (how.script) { await e2e.screenshot(own, 'registration-form'); await e2e.axe(own); }
        await e2e.expectNoSidewaysScroll(own);
        await own.locator('#f-role').selectOption('delegate');
        await own.locator('#f-phone').fill('13800001234');
        await own.locator('main form button').last().click();
        await own.waitForURL(/\/registrations\/[0-9a-f-]{36}$/);
        if (how.script) { await e2e.screenshot(own, 'registration'); await e2e.axe(own); }
        await e2e.expectNoSidewaysScroll(own);
        const badge = await (await own.request.get(`${own.url().split('?')[0]}/badge.pdf`)).body();
        assert.equal(badge.subarray(0, 5).toString(), '%PDF-');
        await own.locator('form[action$="/withdraw"] button').click();
        await own.locator('form[action$="/withdraw"]').waitFor({ state: 'detached' });
        e2e.expectNoFaults(own);
        await own.context().close();
        e2e.expectNoFaults(page);
      }));
  }
});

describe('the door', () => {
  test('is kept by two devices without a network, and merged without loss or doubles', () =>
    seen('/', { lang: 'zh', width: 'phone', script: true }, async (page) => {
      await e2e.loginAs(page, '吴敏');
      const base = await opened(page, '断网签到');
      await page.locator('main form button').last().click();
      await page.waitForURL(/\/registrations$/);
      const other = await opened(page, '另一场会');
      await page.locator('main form button').last().click();
      await page.waitForURL(/\/registrations$/);
      const people = [];
      for (let n = 0; n < 6; n += 1) people.push(await byHand(page, base, `代表${n}`, `1380000100${n}`));
      const stranger = await byHand(page, other, '别会代表', '13900000000');
      // What the QR code holds is the address the page links to.
      const badgeOf = async (id) => {
        await e2e.open(page, `/registrations/${id}`);
        return page.locator('#badge-address').getAttribute('href');
      };
      const badges = [];
      for (const id of people) badges.push(await badgeOf(id));
      const foreign = await badgeOf(stranger);
      // One badge is voided, one registration withdrawn, before the devices take the list along.
      await e2e.open(page, `/registrations/${people[4]}`);
      await page.locator('form[action$="/new-badge"] button').click();
      await page.waitForURL(/\/registrations\//);
      await e2e.open(page, `/registrations/${people[5]}`);
      await page.locator('main details summary').click();
      await page.locator('#f-reason').fill('不能来');
      await page.locator('form[action$="/withdraw"] button').click();
      await page.waitForURL(/\/registrations\//);
      const forged = badges[0].slice(0, -2) + (badges[0].endsWith('AA') ? 'BB' : 'AA');
      const devices = [];
      for (let n = 0; n < 2; n += 1) {
        const device = await e2e.visit(browser, { lang: 'zh', width: 'phone' });
        await e2e.loginAs(device, '吴敏');
        await e2e.open(device, `${base}/check-in`);
        await device.locator('#check-in[data-ready][data-kept]').waitFor();
        devices.push({ context: device.context(), device });
      }
      const [one, two] = devices.map((it) => it.device);
      await e2e.axe(one);
      await e2e.expectNoSidewaysScroll(one);
      for (const { context } of devices) await context.setOffline(true);
      // The page opens again without a network.
      await one.reload();
      await one.locator('#check-in[data-ready]').waitFor();
      assert.equal(await say(one, badges[0]), 'admit');
      assert.equal(await say(one, badges[0]), 'again');
      assert.equal(await say(one, badges[1]), 'admit');
      assert.equal(await say(one, badges[4]), 'void', 'the badge that was lost');
      assert.equal(await say(one, badges[5]), 'void', 'withdrawn');
      assert.equal(await say(one, foreign), 'foreign');
      assert.equal(await say(one, forged), 'forged');
      assert.equal(await say(one, 'hello'), 'forged');
      await e2e.screenshot(one, 'check-in-offline');
      assert.equal(await say(two, badges[0]), 'admit', 'the other device does not know yet');
      // By the last four digits of the phone.
      await two.locator('#check-in [name="q"]').fill('1002');
      await two.locator('#check-in-found button').click();
      await two.locator('.check-in-verdict.admit').waitFor();
      assert.equal(await one.locator('#check-in').getAttribute('data-queued'), '8');
      assert.equal(await two.locator('#check-in').getAttribute('data-queued'), '2');
      // The network comes back, the second device first.
      for (const { context, device } of devices.toReversed()) {
        await context.setOffline(false);
        await device.locator('#check-in[data-queued="0"]').waitFor();
      }
      const door = (await (await page.request.get(`${base}/check-in/list`)).json()).door;
      const arrived = door.people.filter((it) => it.checked_in_at).map((it) => it.name_zh).sort();
      assert.deepEqual(arrived, ['代表0', '代表1', '代表2']);
      // What the device says of every badge is what the platform says of it.
      await one.reload();
      await one.locator('#check-in[data-ready]').waitFor();
      const all = [...badges, foreign, forged, 'hello', ''];
      for (const badge of all.filter(Boolean)) {
        const offline = await one.evaluate((scanned) => document.getElementById('check-in').judge(scanned), badge);
        const scans = [{ nonce: crypto.randomUUID(), scanned_at: new Date().toISOString(), badge, registration_id: null, shown: offline }];
        const csrf = (await (await page.request.get(`${base}/check-in/list`)).json()).csrf;
        const answer = await page.request.post(`${base}/check-in/scans`, { form: { _csrf: csrf, scans: JSON.stringify(scans) } });
        assert.equal((await answer.json())[0].verdict, offline, badge);
      }
      await e2e.open(page, `${base}/door-list`);
      await e2e.screenshot(page, 'door-list');
      await e2e.axe(page);
      await e2e.expectNoSidewaysScroll(page);
      for (const { context } of devices) await context.close();
      e2e.expectNoFaults(page);
    }));

  test('checks in by form without JavaScript', () =>
    seen('/', { lang: 'en', width: 'phone', script: false }, async (page) => {
      await e2e.loginAs(page, 'Wu Min');
      const base = await opened(page, '表单签到');
      await page.locator('main form button').last().click();
      await page.waitForURL(/\/registrations$/);
      await byHand(page, base, '甲乙丙', '13800007788');
      await e2e.open(page, `${base}/check-in`);
      await page.locator('#check-in [name="q"]').fill('7788');
      await page.locator('#check-in form.filter button').click();
      await page.locator('.check-in-found form button').click();
      await page.waitForURL(/\/check-in$/);
      assert.match(await page.locator('main').innerText(), /1 of 1 have arrived/);
      e2e.expectNoFaults(page);
    }));
});
