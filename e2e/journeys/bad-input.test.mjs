// What goes wrong in real life gets one clear answer and loses nothing: double submit, two tabs, an ended session, a stale
// page, a file that is not what it says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as e2e from '../lib/index.mjs';
import * as application from './parts/application.mjs';
import * as guideline from './parts/guideline.mjs';
import { takeUp } from './parts/todo.mjs';

const day = '2026-03-02';
const call = { title: '子午光电 2026 年度项目指南', item: '智能光电检测课程体系建设', deadline: '2026-06-30' };
const project = {
  pi: '林梅', item: call.item, title: '面向新工科的智能光电检测课程建设', startsOn: day, endsOn: '2027-03-02',
};
const summary = '以企业真实检测任务为线索，重构光电检测课程的内容与实验。';
const none = async () => {};

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

for (const script of [true, false]) {
  const how = script ? 'with' : 'without';
  test(`nothing is lost when something goes wrong, ${how} JavaScript`, async (t) => {
    const stage = await e2e.startStage(`bad-input-${how}`, { today: day });
    const cast = e2e.people(browser, { script, at: stage.url });
    try {
      await guideline.written(cast, call, none);
      await guideline.approved(cast, call, none);
      const page = await application.begun(cast, project, none);
      const form = page.url();
      await t.test('a file that is not what it says is refused by its content', () => wrongFile(page));
      await t.test('a session that ended keeps what was typed', () => endedSession(page, form));
      await t.test('two tabs: the second sees both versions', () => twoTabs(page, form));
      await t.test('a double submit hands in once', () => doubleSubmit(page, form));
      await t.test('a stale page says what happened meanwhile', () => stalePage(cast));
    } finally {
      await cast.leave();
      await stage.stop();
    }
  });
}

async function wrongFile(page) {
  await e2e.fill(page, { '申报题目': project.title, '申请简述': summary });
  const file = { name: '项目申报书.pdf', mimeType: 'application/pdf', buffer: Buffer.from('MZ\u0090\u0000 not a document') };
  await e2e.fill(page, { '项目申报书': file });
  await e2e.press(page, '上传所选文件');
  assert.ok(await page.locator('.broken').count(), 'the wrong file is not refused');
  assert.equal(await page.getByLabel('申报题目').inputValue(), project.title);
  assert.equal(await page.getByLabel('申请简述').inputValue(), summary);
  await e2e.press(page, '保存草稿');
}

/** The cookie is gone when the form is sent; after logging in again one press sends on what was typed. */
async function endedSession(page, form) {
  await e2e.open(page, form);
  await page.context().clearCookies();
  await page.getByLabel('学院').fill('光电工程学院（新校区）');
  await e2e.press(page, '保存草稿');
  await e2e.expectText(page, '登录已过期。您填写的内容已保留');
  await e2e.fill(page, { '邮箱': 'lin.mei@demo.xieyu', '密码': 'xieyu-demo-2024' });
  await e2e.press(page, '登录');
  await e2e.expectText(page, '以下内容尚未提交');
  await e2e.press(page, '重新提交');
  await e2e.open(page, form);
  assert.equal(await page.getByLabel('学院').inputValue(), '光电工程学院（新校区）', 'what was typed is lost');
}

async function twoTabs(page, form) {
  const other = await page.context().newPage();
  other.on('dialog', (dialog) => dialog.accept());
  await e2e.open(page, form);
  await e2e.open(other, form);
  await other.getByLabel('实施计划').fill('第一版：调研、建设、试用、推广。');
  await e2e.press(other, '保存草稿');
  await e2e.expectText(other, '草稿已保存');
  await page.getByLabel('实施计划').fill('第二版：先试点，再推广。');
  await e2e.press(page, '保存草稿');
  await e2e.expectText(page, '没有覆盖任何内容');
  await e2e.expectText(page, '第一版：调研、建设、试用、推广。');
  assert.equal(await page.getByLabel('实施计划').inputValue(), '第二版：先试点，再推广。');
  await e2e.press(page, '保存草稿');
  await e2e.expectText(page, '草稿已保存');
  await other.close();
}

/** Two presses at once: one receipt, one submission in the history. */
async function doubleSubmit(page, form) {
  await e2e.open(page, form);
  await e2e.fill(page, {
    '计划开始日期': project.startsOn, '计划结束日期': project.endsOn, '预期成果': '课程一门\n企业案例十个',
    '申报书中的负责人姓名': project.pi, '申报书已由负责人签字': true,
  });
  await e2e.uploadPdf(page, '项目申报书', 'Application', '项目申报书.pdf');
  await e2e.press(page, '上传所选文件');
  await e2e.expectText(page, '项目申报书.pdf');
  await e2e.settle(page, () => page.getByRole('button', { name: '提交学校审核' }).dblclick({ noWaitAfter: true }));
  await e2e.expectText(page, /申请回执|操作已经完成，无需重复/);
  await e2e.open(page, form);
  await e2e.expectText(page, '高校审核中');
  assert.equal(await page.getByText('提交申请', { exact: true }).count(), 1, 'it was handed in more than once');
}

/** The administrator's page is old: the applicant took the application back meanwhile. */
async function stalePage(cast) {
  const university = await cast.be('王建国');
  await takeUp(university, project.title);
  const pi = await cast.be(project.pi);
  await e2e.press(pi, '撤回申请');
  await e2e.expectText(pi, '申请已撤回');
  for (const yes of await university.getByRole('radio', { name: '是', exact: true }).all()) await yes.check();
  await e2e.fill(university, { '审核结论': '高校审核通过', '审核意见': '材料齐全。' });
  await e2e.press(university, '提交审核结论');
  await e2e.expectText(university, '已撤回');
  await e2e.expectText(university, '材料齐全。');
}
