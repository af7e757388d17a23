// An enterprise writes a guideline, the programme office has it reviewed and decides.
import assert from 'node:assert/strict';
import * as e2e from '../../lib/index.mjs';
import { takeUp } from './todo.mjs';

/** From the empty editor to the submission. `guideline` is { title, item, deadline, round }. */
export async function written(cast, guideline, look) {
  const page = await cast.be('赵磊');
  await e2e.open(page, '/guidelines');
  await e2e.follow(page, '新建项目指南');
  await look(page, 'guideline-new');
  await e2e.fill(page, { '指南名称': guideline.title });
  if (guideline.round) await e2e.fill(page, { '批次': guideline.round });
  await e2e.press(page, '开始填写');
  await e2e.fill(page, { '新项目的类型': 'T1' });
  await e2e.press(page, '添加项目');
  await e2e.press(page, '保存并提交');
  await e2e.expectText(page, '还缺什么');
  assert.ok(await page.locator('.broken').count(), 'what is missing is not said beside the fields');
  await look(page, 'guideline-editor-with-problems');
  await text(page, guideline);
  await item(page, guideline);
  await e2e.press(page, '保存');
  await e2e.uploadPdf(page, '企业承诺书', 'Commitment letter', '企业承诺书.pdf');
  await e2e.press(page, '上传');
  await e2e.expectText(page, '企业承诺书.pdf');
  await look(page, 'guideline-editor');
  await e2e.press(page, '保存并提交');
  await e2e.expectText(page, '已提交');
  await look(page, 'guideline');
}

function text(page, guideline) {
  return e2e.fill(page, {
    '指南名称': guideline.title,
    '企业与指南简介': '企业面向高校开放真实工程案例、软硬件平台与工程师资源，支持教学内容更新。',
    '支持方向': '新工科\n光电信息',
    '申报办法': '在平台填写申请，上传签字的项目申报书。',
    '联系人': '赵磊',
    '联系电话': '025-88880000',
    '联系邮箱': 'zhao.lei@demo.xieyu',
  });
}

function item(page, guideline) {
  return e2e.fill(page, {
    '项目名称': guideline.item,
    '项目类型': 'T1',
    '建设目标与内容': '把企业产线上的光电检测案例做成课程模块，形成可共享的教学资源。',
    '涉及专业': '光电信息科学与工程\n测控技术与仪器',
    '产业方向': '仪器仪表制造业',
    '拟支持项目数': 10,
    '每项支持经费': '60000',
    '申报截止日': guideline.deadline,
    '申报条件': '申请人须为相关专业在岗教师。',
    '预期成果': '课程一门\n企业案例十个',
  });
}

/** The office assigns an expert, who declares and reviews; the office approves. */
export async function approved(cast, guideline, look) {
  const office = await cast.be('吴敏');
  await takeUp(office, guideline.title);
  await look(office, 'guideline-office');
  await e2e.fill(office, { '何志远': true });
  await e2e.press(office, '分派评审');
  await e2e.expectText(office, '评审中');

  const expert = await cast.be('何志远');
  await takeUp(expert, guideline.title);
  await look(expert, 'guideline-interest');
  await e2e.fill(expert, { '利益关系': '无利益冲突' });
  await e2e.press(expert, '声明');
  await look(expert, 'guideline-review-form');
  for (const field of await expert.locator('input[inputmode=numeric], input[type=number]').all()) await field.fill('88');
  await e2e.fill(expert, { '评审意见': '支持内容具体，面向真实工程问题，建议发布。', '建议': '建议通过' });
  await e2e.press(expert, '提交评审意见');
  await e2e.expectText(expert, '作出决定前可以修改');

  await takeUp(office, guideline.title);
  await look(office, 'guideline-decision');
  await e2e.press(office, '评审通过');
}
