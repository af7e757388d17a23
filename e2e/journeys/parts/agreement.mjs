// Both sides agree.
import * as e2e from '../../lib/index.mjs';
import { takeUp } from './todo.mjs';

/** The principal investigator drafts from the data of item and application, and submits. */
export async function submitted(cast, project, look) {
  const page = await cast.be(project.pi);
  await takeUp(page, project.title);
  await look(page, 'application-selected');
  await e2e.press(page, '起草或打开协议');
  await e2e.expectText(page, '合作协议已起草');
  await e2e.uploadPdf(page, '签章文本', 'Agreement', '合作协议（签章）.pdf');
  await e2e.press(page, '上传');
  await e2e.expectText(page, '合作协议（签章）.pdf');
  await e2e.press(page, '提交协议');
  await look(page, 'agreement-editor-with-problems');
  await e2e.fill(page, {
    '开始日期': project.startsOn, '结题日期': project.endsOn,
    '支持经费': '60000', '签章文本所载经费': '60000', '软硬件价值': '0', '签章文本所载软硬件价值': '0',
    '类别（第 1 行）': '经费', '金额（第 1 行）': '30000', '到期日（第 1 行）': project.firstDue, '备注（第 1 行）': '启动经费',
    '类别（第 2 行）': '经费', '金额（第 2 行）': '30000', '到期日（第 2 行）': project.secondDue, '备注（第 2 行）': '中期经费',
    '拨付安排': true, '预期成果': true, '版权归属': true, '双方权责': true,
  });
  await e2e.press(page, '保存草稿');
  await look(page, 'agreement-editor');
  await e2e.press(page, '提交协议');
  await e2e.expectText(page, '高校审核中');
  await look(page, 'agreement');
}

export async function confirmed(cast, project, look) {
  const university = await cast.be('王建国');
  await takeUp(university, project.title);
  for (const yes of await university.getByRole('radio', { name: '是', exact: true }).all()) await yes.check();
  await e2e.press(university, '高校审核通过');
  await e2e.expectText(university, '公章');
  await e2e.fill(university, { '已核对高校公章': true });
  await look(university, 'agreement-university');
  await e2e.press(university, '高校审核通过');
  await e2e.expectText(university, '等待企业确认');

  const enterprise = await cast.be('赵磊');
  await takeUp(enterprise, project.title);
  await look(enterprise, 'agreement-enterprise');
  await e2e.fill(enterprise, { '已核对企业公章': true });
  await e2e.press(enterprise, '企业确认');
  await e2e.expectText(enterprise, '双方已确认');
}
