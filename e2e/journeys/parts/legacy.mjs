// What only the legacy mode knows: rounds, the Department's lists, and the closing in its other order.
import * as e2e from '../../lib/index.mjs';
import { takeUp } from './todo.mjs';

/** The programme office opens a round. `round` is { name, year, opensOn, closesOn }. */
export async function roundOpened(cast, round, look) {
  const page = await cast.be('吴敏');
  await e2e.open(page, '/guidelines');
  await e2e.follow(page, '征集批次');
  await e2e.fill(page, { '批次名称': round.name, '年度': round.year, '开放日': round.closesOn, '截止日': round.opensOn });
  await e2e.press(page, '新建批次');
  await look(page, 'rounds-with-problems');
  await e2e.fill(page, { '开放日': round.opensOn, '截止日': round.closesOn });
  await e2e.press(page, '新建批次');
  await e2e.expectText(page, '批次已建立');
  await look(page, 'rounds');
}

/** All approved guidelines of the round are published together, after a preview. */
export async function roundPublished(cast, round, call, look) {
  const stranger = await cast.anybody();
  await e2e.open(stranger, '/items');
  await e2e.expectNoText(stranger, call.item);

  const page = await cast.be('吴敏');
  await e2e.open(page, '/guidelines');
  await e2e.follow(page, '征集批次');
  await e2e.follow(page.getByRole('row').filter({ hasText: round.name }), '预览并发布');
  await e2e.expectText(page, call.title);
  await look(page, 'round-publication');
  await e2e.press(page, '确认发布');
  await e2e.expectText(page, '已发布 1 份指南');

  await e2e.open(stranger, '/items');
  await e2e.expectText(stranger, call.item);
}

/** The enterprise reports the agreement to the expert group. */
export async function reported(cast, project, look) {
  const page = await cast.be('赵磊');
  await takeUp(page, project.title);
  await look(page, 'agreement-report');
  await e2e.press(page, '上报专家组');
  await e2e.expectText(page, '已上报专家组');
}

/** The office makes the list, the Department publishes it under its number. */
export async function listed(cast, project, round, documentNumber, look) {
  const office = await cast.be('吴敏');
  await takeUp(office, round.name);
  await look(office, 'establishment');
  await e2e.follow(office.getByRole('row').filter({ hasText: round.name }), /./);
  await e2e.expectText(office, project.title);
  await look(office, 'establishment-plan');
  await e2e.press(office, '编制立项名单');
  await e2e.expectText(office, '名单已编制');

  const department = await cast.be('冯静');
  await takeUp(department, round.name);
  await look(department, 'establishment-list');
  await e2e.press(department, '公布立项名单');
  await look(department, 'establishment-list-with-problems');
  await e2e.fill(department, { '公布文号': documentNumber });
  await e2e.press(department, '公布立项名单');
  await e2e.expectText(department, '名单已公布，1 个项目立项');
  await look(department, 'establishment-list-published');
}

/** Legacy mode: the university looks first. */
export async function passedByUniversity(cast, project, look) {
  const page = await cast.be('王建国');
  await takeUp(page, project.title, '结题');
  await look(page, 'closing-university');
  for (const yes of await page.getByRole('radio', { name: '是', exact: true }).all()) await yes.check();
  await e2e.press(page, '高校审核通过');
  await e2e.expectText(page, '企业验收中');
}

/** After the enterprise: the expert group gives its opinion, the Department publishes. */
export async function published(cast, project, look) {
  const enterprise = await cast.be('赵磊');
  await takeUp(enterprise, project.title, '上报专家组');
  await e2e.press(enterprise, '上报专家组');
  await e2e.expectText(enterprise, '专家组审核中');

  const office = await cast.be('吴敏');
  await takeUp(office, project.title);
  await look(office, 'closing-opinion');
  await e2e.fill(office, { '审核结论': '通过', '理由': '成果齐全，结论属实。' });
  await e2e.press(office, '出具专家组意见');

  const department = await cast.be('冯静');
  await takeUp(department, project.title);
  await look(department, 'closing-department');
  await e2e.press(department, '公布通过');
  await e2e.expectText(department, '结题通过');
}
