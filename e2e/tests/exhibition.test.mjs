// An exhibition from its floor to its exhibitors: the office draws, two universities ask for the one booth, the office selects with
// its reason, the exhibitor confirms, everybody reads. With and without JavaScript, in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const WORDS = {
  zh: {
    office: '吴敏', first: '王建国', second: '高宁',
    meeting: { 中文名称: '展览试办会', 开始日期: day(40), 结束日期: day(41) },
    floor: { '场地宽（米）': '12.5', '场地深（米）': '8', 申请开始: day(-1), '申请截止（当日结束）': day(20) },
    booth: { 展位号: 'C01', 展位类型: '高校展位', '距左侧（米）': '1', '距上侧（米）': '1' },
    ask: { 展位类型: '高校展位', '展示内容（中文）': '智能制造联合实验室', 联系人: '王建国', 联系电话: '13900001234' },
    title: '智能制造联合实验室',
    save: '保存', add: '添加展位', askFor: '申请展位', hold: '预留展位', refuse: '不予安排', confirm: '确认参展', reason: '理由', pressure: '1 个展位，2 份申请', needed: 'M-02',
    why: '成果最突出', search: '查找参展单位', look: '筛选', none: '没有符合条件的参展单位',
  },
  en: {
    office: 'Wu Min', first: 'Wang Jianguo', second: 'Gao Ning',
    meeting: { 'Name in Chinese': '展览试办会', 'Name in English': 'A trial exhibition', 'First day': day(40), 'Last day': day(41) },
    floor: { 'Floor, width (m)': '12.5', 'Floor, depth (m)': '8', 'Asked for from': day(-1), 'Until the end of': day(20) },
    booth: { Number: 'C01', Kind: 'University', 'From the left (m)': '1', 'From the top (m)': '1' },
    ask: { Kind: 'University', 'What you show, in English': 'A joint laboratory', Contact: 'Wang Jianguo', Telephone: '13900001234' },
    title: 'A joint laboratory',
    save: 'Save', add: 'Add booths', askFor: 'Ask for a booth', hold: 'Hold a booth', refuse: 'Do not select', confirm: 'Confirm', reason: 'Reason', pressure: '1 booth(s), 2 request(s)', needed: 'M-02',
    why: 'The best results', search: 'Exhibitor, what is shown', look: 'Filter', none: 'No exhibitor matches',
  },
};

describe('an exhibition', () => {
  for (const how of [
    { lang: 'zh', width: 'desktop', script: true },
    { lang: 'en', width: 'phone', script: true, dark: true },
    { lang: 'en', width: 'phone', script: false },
  ]) {
    test(`is drawn, asked for, selected and read (${how.lang}, ${how.width}, ${how.script ? 'with' : 'without'} JavaScript)`, async () => {
      const [say, cast] = [WORDS[how.lang], e2e.people(browser, how)];
      const looked = async (page, name) => {
        if (how.script) {
          await e2e.screenshot(page, `exhibition-${name}-${how.lang}-${how.width}`);
          await e2e.axe(page);
        }
        await e2e.expectNoSidewaysScroll(page);
      };
      try {
        const office = await cast.be(say.office);
        await e2e.open(office, '/meetings/new');
        await e2e.fill(office, say.meeting);
        await e2e.press(office, say.save);
        const exhibition = new URL(office.url()).pathname.replace('/settings', '/exhibition');
        await e2e.open(office, exhibition);
        assert.match(office.url(), /exhibition\/plan$/, 'without a floor the office begins with it');
        await e2e.fill(office, say.floor);
        await e2e.press(office, say.save);
        await e2e.fill(office, say.booth);
        await e2e.press(office, say.add);
        assert.equal(await office.locator('.floor svg .booth').count(), 1);
        await looked(office, 'plan');

        const asked = [];
        for (const name of [say.first, say.second]) {
          const page = await cast.be(name);
          await e2e.open(page, exhibition);
          await e2e.follow(page, say.askFor);
          await e2e.fill(page, say.ask);
          await looked(page, 'ask');
          await e2e.press(page, say.askFor);
          await e2e.expectText(page, say.title);
          asked.push(new URL(page.url()).pathname);
        }

        await e2e.open(office, `${exhibition}/selection`);
        await e2e.expectText(office, say.pressure);
        await looked(office, 'selection');
        const row = (n) => office.locator('main tbody tr').nth(n);
        await e2e.fill(row(0), { [say.reason]: '' });
        const booth = row(0).locator('select[name^=booth]');
        await booth.selectOption({ index: await booth.locator('option').count() - 1 });
        await e2e.press(row(0), say.hold);
        await e2e.expectText(office, say.needed);
        // A browser notes an answer that refuses; this one is meant.
        assert.match(office.faults.pop() ?? '', /status of 422/);
        await e2e.fill(row(0), { [say.reason]: say.why });
        assert.notEqual(await row(0).locator('select[name^=booth]').inputValue(), '', 'the booth chosen is still chosen');
        await e2e.press(row(0), say.hold);
        await e2e.fill(row(1), { [say.reason]: say.why });
        await e2e.press(row(1), say.refuse);

        const stranger = await cast.anybody();
        await e2e.open(stranger, exhibition);
        assert.equal(await stranger.getByText(say.title).count(), 0, 'what is not confirmed is not public');
        const first = await cast.be(say.first);
        await e2e.open(first, asked[0]);
        await looked(first, 'request');
        await e2e.press(first, say.confirm);
        await e2e.open(await cast.be(say.second), asked[1]);
        await e2e.expectText(await cast.be(say.second), say.why);

        await e2e.open(stranger, exhibition);
        await e2e.expectText(stranger, say.title);
        assert.equal(await stranger.locator('.floor svg .booth.taken').count(), 1);
        await looked(stranger, 'directory');
        await stranger.locator('main tbody a').first().click();
        await stranger.waitForURL(/\/exhibition\/[0-9a-f-]{36}$/);
        await e2e.expectText(stranger, 'C01');
        await looked(stranger, 'exhibitor');
        await e2e.open(stranger, `${exhibition}?q=nothing-of-that`);
        await e2e.expectText(stranger, say.none);
        for (const page of cast.all()) e2e.expectNoFaults(page);
      } finally {
        await cast.leave();
      }
    });
  }
});
