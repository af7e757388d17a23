// An enterprise registers: a wrong credit code costs nothing that was typed or uploaded; the letter confirms; the office
// verifies.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as e2e from '../lib/index.mjs';
import { inspection } from './parts/inspection.mjs';
import { takeUp } from './parts/todo.mjs';

const name = '湖光精密仪器有限公司';
const password = 'lake-light-2026';
/** The invented enterprise's code; its check character is 2. */
const right = '91320200MA27H4Q142';
const wrong = '91320200MA27H4Q145';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

for (const script of [true, false]) {
  const how = script ? 'with' : 'without';
  test(`an enterprise registers and is verified, ${how} JavaScript`, async (t) => {
    const stage = await e2e.startStage(`registration-${how}`);
    const cast = e2e.people(browser, { script, at: stage.url });
    const inspected = inspection(t);
    const look = script ? inspected.look : async () => {};
    try {
      const page = await cast.anybody();
      await typed(page, look);
      if (script) await saidWhileTyping(page);
      await refused(page, look);
      await corrected(page);
      await confirmed(page, look);
      await verified(cast, look);
      await beginsToWork(page, look);
      inspected.report();
    } finally {
      await cast.leave();
      await stage.stop();
    }
  });
}

async function typed(page, look) {
  await e2e.open(page, '/register');
  await e2e.follow(page, '登记企业');
  await look(page, 'register-enterprise');
  await e2e.fill(page, {
    '企业名称': name, '统一社会信用代码': wrong, '登记类型': '独立法人', '注册日期': '2016-04-18', '实缴资本': '12000000',
    '所属行业': '制造业', '企业简介': '研制教学用精密光学仪器，与多所高校共建实验室。',
    '联系人姓名': '方圆', '联系人电话': '0510-85550000', '联系人邮箱': 'fang.yuan@lake-light.example',
    '新密码': password, '再次输入': password,
  });
  await e2e.uploadPdf(page, '营业执照', 'Licence', '营业执照.pdf');
  await e2e.uploadPdf(page, '承诺书', 'Commitment', '承诺书.pdf');
}

async function saidWhileTyping(page) {
  await page.getByLabel('统一社会信用代码').blur();
  await e2e.expectText(page, '第 18 位校验码为“5”，按前 17 位应为“2”');
}

/** The message names the character; the texts and both files are still there. */
async function refused(page, look) {
  await e2e.press(page, '提交登记');
  await e2e.expectText(page, '第 18 位校验码为“5”，按前 17 位应为“2”');
  assert.equal(await page.getByLabel('企业名称').inputValue(), name);
  assert.equal(await page.getByLabel('实缴资本').inputValue(), '12000000');
  await e2e.expectText(page, '营业执照.pdf');
  await e2e.expectText(page, '承诺书.pdf');
  await look(page, 'register-enterprise-with-problems');
}

/** Only the code and, as never written back into a page, the password are typed again. */
async function corrected(page) {
  await e2e.fill(page, { '统一社会信用代码': right, '新密码': password, '再次输入': password });
  await e2e.press(page, '提交登记');
  await e2e.expectText(page, '我们向您的邮箱发送了一封信');
}

async function confirmed(page, look) {
  await e2e.open(page, '/outbox');
  await e2e.expectText(page, 'fang.yuan@lake-light.example');
  await look(page, 'outbox');
  await e2e.follow(page.locator('main'), /confirm/);
  await look(page, 'confirm');
  await e2e.press(page, '确认并启用账号');
  await e2e.expectText(page, '邮箱已确认');
}

async function verified(cast, look) {
  const office = await cast.be('吴敏');
  await takeUp(office, name);
  await e2e.expectText(office, 'E-04');
  await look(office, 'organisation-office');
  await e2e.press(office, '通过核验');
  assert.ok(await office.locator('.broken').count(), 'the evidence of the verification is not asked for');
  await e2e.fill(office, { '核验依据': '已在国家企业信用信息公示系统核对执照与实缴资本。' });
  await e2e.press(office, '通过核验');
  await e2e.expectText(office, '已核验');
}

async function beginsToWork(page, look) {
  await e2e.open(page, '/login');
  await look(page, 'login');
  await e2e.fill(page, { '邮箱': 'fang.yuan@lake-light.example', '密码': password });
  await e2e.press(page, '登录');
  await e2e.open(page, '/guidelines/new');
  await e2e.expectText(page, '企业符合参与条件');
}
