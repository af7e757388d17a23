// What happens while a project runs: money, the mid-term report, a postponement.
import * as e2e from '../../lib/index.mjs';
import { takeUp } from './todo.mjs';

/** 2024 mode: the university files, and the project has its number. Answers the number. */
export async function filed(cast, project, look) {
  const page = await cast.be('王建国');
  await takeUp(page, project.title, '备案');
  if (await page.getByRole('link', { name: /^确认立项并备案/ }).count()) await e2e.follow(page, /^确认立项并备案/);
  await e2e.expectText(page, '备案记录');
  await look(page, 'establish');
  await e2e.press(page, '确认立项并备案');
  await e2e.expectText(page, '已立项并备案，项目编号');
  await look(page, 'project');
  const said = await page.getByText('已立项并备案，项目编号').first().innerText();
  return said.match(/[0-9A-Z-]{8,}/)[0];
}

/** Anybody looks the filing up by its number. */
export async function foundByAnybody(cast, project, number, look) {
  const page = await cast.anybody();
  await e2e.open(page, '/');
  await look(page, 'home');
  await e2e.follow(page, '备案查询');
  await look(page, 'filings');
  await e2e.fill(page.locator('main'), { '项目编号': number });
  await e2e.press(page.locator('main'), '筛选');
  await e2e.expectText(page, project.title);
  await look(page, 'filing');
}

/** The enterprise pays the next instalment, the finance office confirms it with a proof. */
export async function paid(cast, project, day, look) {
  const enterprise = await cast.be('赵磊');
  await takeUp(enterprise, project.title);
  await look(enterprise, 'instalment-pay');
  await e2e.fill(enterprise, { '日期': day, '说明': '对公转账' });
  await e2e.uploadPdf(enterprise, '拨付或交付凭证', 'Bank receipt', '付款凭证.pdf');
  await e2e.press(enterprise, '登记拨付');
  await e2e.expectText(enterprise, '等待高校财务确认');

  const finance = await cast.be('李芳');
  await takeUp(finance, project.title);
  await e2e.fill(finance, { '日期': day, '说明': '已入账' });
  await e2e.press(finance, '确认到账');
  await e2e.expectText(finance, 'X-02');
  await look(finance, 'instalment-receive');
  await e2e.uploadPdf(finance, '到账凭证', 'Invoice', '到账凭证.pdf');
  await e2e.press(finance, '确认到账');
  await e2e.expectText(finance, '已确认到位');
}

export async function reported(cast, project, look) {
  const pi = await cast.be(project.pi);
  await toProject(pi, project);
  await e2e.follow(pi, '中期报告与重大事项');
  await look(pi, 'reports');
  await e2e.press(pi, /中期报告/);
  await e2e.fill(pi, {
    '进展': '已完成教学大纲与六个案例，第一轮教学试用进行中。',
    '已使用经费': '18000',
    '问题与风险': '部分实验设备到货较晚，已调整教学安排。',
    '下一步安排': '完成其余案例，组织第二轮试用。',
  });
  await look(pi, 'report-form');
  await e2e.press(pi, '提交中期报告');
  await e2e.expectText(pi, '中期报告已提交高校');

  const university = await cast.be('王建国');
  await takeUp(university, project.title);
  await look(university, 'report');
  await e2e.press(university, '接收');
  await e2e.expectText(university, '已接收');
}

/** Longer than a year is refused with its rule; a year passes both sides. */
export async function postponed(cast, project, look) {
  const pi = await cast.be(project.pi);
  await toProject(pi, project);
  await e2e.follow(pi, '变更申请');
  await look(pi, 'changes');
  await e2e.press(pi, '延期');
  await e2e.fill(pi, { '新的结题日期': project.tooLate, '理由': '第二轮教学试用改到下学期。' });
  await e2e.press(pi, '提交变更申请');
  await e2e.expectText(pi, 'X-05');
  await look(pi, 'change-form');
  await e2e.fill(pi, { '新的结题日期': project.postponedTo });
  await e2e.press(pi, '提交变更申请');
  await e2e.expectText(pi, '变更申请已提交高校审核');

  const university = await cast.be('王建国');
  await takeUp(university, project.title);
  await look(university, 'change-university');
  await e2e.fill(university, { '属特殊情况': true });
  await e2e.press(university, '高校同意');
  await e2e.expectText(university, '企业审核中');

  const enterprise = await cast.be('赵磊');
  await takeUp(enterprise, project.title);
  await look(enterprise, 'change-enterprise');
  await e2e.press(enterprise, '企业同意');
  await e2e.expectText(enterprise, '已批准');
}

/** From the public register to the page of the project. */
export async function toProject(page, project) {
  await e2e.open(page, '/');
  await e2e.follow(page, '项目');
  await e2e.follow(page.locator('main'), project.title);
}
