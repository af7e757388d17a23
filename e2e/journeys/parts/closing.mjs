// A project is closed, accepted deliverable by deliverable, published and certified.
import assert from 'node:assert/strict';
import * as e2e from '../../lib/index.mjs';
import { toProject } from './running.mjs';
import { takeUp } from './todo.mjs';

/** The principal investigator hands in: every problem at once first, then all deliverables done with evidence. */
export async function handedIn(cast, project, look) {
  const page = await cast.be(project.pi);
  await toProject(page, project);
  await e2e.press(page, '申请结题');
  await e2e.press(page, '提交结题');
  await e2e.expectText(page, 'Z-03');
  await look(page, 'closing-form-with-problems');
  await e2e.fill(page, {
    '结题简述': '项目按计划完成课程与案例建设，经两轮教学试用，学生工程实践能力明显提升，成果已在校内推广。',
  });
  for (const done of await page.getByRole('checkbox', { name: '已完成' }).all()) await done.check();
  for (const what of await page.getByLabel('完成情况').all()) await what.fill('已完成，并经两轮教学试用。');
  await e2e.uploadPdf(page, '结题报告', 'Closing report', '结题报告.pdf');
  await e2e.uploadPdf(page, '项目成果清单', 'List of results', '项目成果清单.pdf');
  await e2e.press(page, '保存并上传所选文件');
  await e2e.expectText(page, '结题报告.pdf');
  await look(page, 'closing-form');
  await e2e.press(page, '提交结题');
  await e2e.expectText(page, '结题已提交');
}

/** The enterprise accepts every deliverable and concludes. */
export async function accepted(cast, project, look) {
  const page = await cast.be('赵磊');
  await takeUp(page, project.title, '验收');
  await look(page, 'closing-acceptance');
  for (const yes of await page.getByRole('radio', { name: '认可', exact: true }).all()) await yes.check();
  await e2e.fill(page, { '验收结论说明': '成果与协议一致，同意通过验收。' });
  await e2e.press(page, '出具验收结论');
  await look(page, 'closing-acceptance-with-problems');
  assert.ok(await page.locator('.broken').count(), 'the missing conclusion is not asked for');
  await e2e.fill(page, { '验收结论': '通过' });
  await e2e.press(page, '出具验收结论');
  await e2e.expectText(page, '企业已出具验收结论');
}

/** 2024 mode: the university audits the conclusion and publishes. */
export async function publishedByUniversity(cast, project, look) {
  const page = await cast.be('王建国');
  await takeUp(page, project.title);
  await look(page, 'closing-audit');
  for (const yes of await page.getByRole('radio', { name: '是', exact: true }).all()) await yes.check();
  await e2e.fill(page, { '审核结论': '通过', '理由': '成果齐全，结论属实。' });
  await e2e.press(page, '审核验收结论');
  await e2e.expectText(page, '高校已审核结论');
  await look(page, 'closing-publish');
  await e2e.press(page, '公布通过');
  await e2e.expectText(page, '结题通过');
}

/** Anybody checks the certificate by the code that its holder reads to them, and is told of a wrong one. */
export async function certified(cast, project, look) {
  const holder = await cast.be(project.pi);
  await toProject(holder, project);
  await look(holder, 'project-certified');
  // Where JavaScript runs, the result stands on the project's page already.
  const elsewhere = await holder.getByRole('link', { name: '查看结题结果' }).count();
  if (elsewhere) await e2e.follow(holder, '查看结题结果');
  await e2e.follow(holder.locator('main'), /^ZSXY|证书 ZSXY|查看证书/);
  await e2e.expectText(holder, '证书有效');
  const code = (await holder.locator('main').innerText()).match(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/)[0];

  const page = await cast.anybody();
  await e2e.open(page, '/certificates');
  await e2e.fill(page, { '验证码、证书编号或项目编号': wrong(code) });
  await e2e.press(page, '查验');
  await e2e.expectNoText(page, '证书有效');
  assert.ok(await page.locator('.broken').count(), 'a wrong code is not pointed out');
  await look(page, 'certificate-look-up');
  await e2e.fill(page, { '验证码、证书编号或项目编号': code.toLowerCase() });
  await e2e.press(page, '查验');
  await e2e.expectText(page, '证书有效');
  await e2e.expectText(page, project.title);
  await look(page, 'certificate');
  return code;
}

/** The same code with its first character exchanged. */
const wrong = (code) => (code[0] === '0' ? '1' : '0') + code.slice(1);
