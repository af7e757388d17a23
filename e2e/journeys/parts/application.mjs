// A teacher applies, the university reviews, the enterprise scores and selects.
import assert from 'node:assert/strict';
import * as e2e from '../../lib/index.mjs';
import { takeUp } from './todo.mjs';

/** The teacher finds the item in the public list and begins an application. */
export async function begun(cast, project, look) {
  const page = await cast.be(project.pi);
  await e2e.open(page, '/items');
  await look(page, 'items');
  await e2e.follow(page, project.item);
  await look(page, 'item');
  // Where JavaScript runs, the answer stands on the item's page already.
  if (await page.getByRole('link', { name: '我能否申报' }).count()) await e2e.follow(page, '我能否申报');
  await e2e.expectText(page, '在研项目');
  await e2e.expectText(page, '本年度申请');
  await look(page, 'eligibility');
  await e2e.press(page, (await page.getByRole('button', { name: '开始申请' }).count()) ? '开始申请' : '申报此项目');
  await e2e.expectText(page, '已新建草稿');
  return page;
}

export async function submitted(cast, project, { script }, look) {
  const page = await begun(cast, project, look);
  await e2e.press(page, '提交学校审核');
  assert.ok(await page.locator('.broken').count() > 3, 'an empty application names all its problems at once');
  await look(page, 'application-form-with-problems');
  const results = '课程一门\n企业案例十个';
  const saved = script && page.waitForResponse((answer) => savesLast(answer, results));
  await e2e.fill(page, {
    '申报题目': project.title,
    '学院': '光电工程学院',
    '计划开始日期': project.startsOn,
    '计划结束日期': project.endsOn,
    '申请简述': '以企业真实检测任务为线索，重构光电检测课程的内容与实验，建设可共享的案例库，并在两届学生中试用。',
    '实施计划': '第一阶段调研与方案设计；第二阶段课程与案例建设；第三阶段两轮教学试用与改进；第四阶段总结推广。',
    '预期成果': results,
  });
  if (script) {
    await saved;
    await e2e.expectText(page, /^已保存/);
    await e2e.open(page, page.url());
    assert.equal(await page.getByLabel('申报题目').inputValue(), project.title, 'the autosaved title is gone');
  }
  await e2e.fill(page, {
    '姓名': '何静', '电子邮箱': 'he.jing@demo.xieyu', '单位': '机电学院', '分工': '案例建设',
    '用途': '课程与案例建设', '经费': '60000',
    '申报书中的负责人姓名': project.pi, '申报书已由负责人签字': true,
  });
  await e2e.uploadPdf(page, '项目申报书', 'Application', '项目申报书.pdf');
  await e2e.press(page, '上传所选文件');
  await e2e.expectText(page, '项目申报书.pdf');
  await look(page, 'application-form');
  await e2e.press(page, '提交学校审核');
  await e2e.expectText(page, '申请回执');
  await e2e.expectText(page, '平台公钥');
  await look(page, 'receipt');
}

/** Whether this is the answer to the autosave that held `text`, the last thing typed. */
const savesLast = (answer, text) =>
  answer.url().endsWith('/autosave') && new URLSearchParams(answer.request().postData()).get('expected_results') === text;

/** The university's checklist, every answer yes. */
export async function passed(cast, project, look) {
  const page = await cast.be('王建国');
  await takeUp(page, project.title);
  await look(page, 'university-review');
  for (const yes of await page.getByRole('radio', { name: '是', exact: true }).all()) await yes.check();
  await e2e.fill(page, { '审核结论': '高校审核通过' });
  await e2e.press(page, '提交审核结论');
  await e2e.expectText(page, '审核结论已提交');
  await look(page, 'applications');
}

/** The reviewer scores, the contact selects through the preview. Both see all applications to the item on one page. */
export async function selected(cast, project, look) {
  const reviewer = await cast.be('孙悦');
  await takeUp(reviewer, project.item);
  await look(reviewer, 'ranking-reviewer');
  await e2e.fill(reviewer, { [`我的评分 · ${project.title}`]: 91, [`评语 · ${project.title}`]: '方案具体，团队有经验。' });
  await e2e.press(reviewer, '保存评分');
  await e2e.expectText(reviewer, '评分已保存');

  const contact = await cast.be('赵磊');
  await takeUp(contact, project.item);
  await look(contact, 'ranking');
  await e2e.expectText(contact, '91.0（1 人）');
  await e2e.fill(contact, { [`决定 · ${project.title}`]: '选中' });
  await e2e.press(contact, '预览所选决定');
  await e2e.expectText(contact, '10 → 9');
  await look(contact, 'decision-plan');
  await e2e.press(contact, '确认执行全部决定');
  await e2e.expectText(contact, '全部决定已生效');
}
