// A teacher fills and hands in an application without ever touching a mouse.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as e2e from '../lib/index.mjs';
import * as application from './parts/application.mjs';
import * as guideline from './parts/guideline.mjs';

const day = '2026-03-02';
const call = { title: '子午光电 2026 年度项目指南', item: '智能光电检测课程体系建设', deadline: '2026-06-30' };
const project = { pi: '林梅', item: call.item, title: '只用键盘写成的课程建设申请' };
const none = async () => {};

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

test('a teacher applies by keyboard alone', async () => {
  const stage = await e2e.startStage('keyboard', { today: day });
  const cast = e2e.people(browser, { at: stage.url });
  try {
    await guideline.written(cast, call, none);
    await guideline.approved(cast, call, none);
    const page = await application.begun(cast, project, none);
    await page.reload();
    await fills(page);
    await e2e.expectText(page, '申请回执');
  } finally {
    await cast.leave();
    await stage.stop();
  }
});

async function fills(page) {
  await to(page, '申报题目');
  await page.keyboard.type(project.title);
  await to(page, '计划开始日期');
  await to(page, '申请简述');
  await page.keyboard.insertText('以企业真实检测任务为线索，重构光电检测课程的内容与实验，建设可共享的案例库。');
  await to(page, '预期成果');
  await page.keyboard.insertText('课程一门\n企业案例十个');
  // A file is chosen in a dialogue of the system, which no page controls: reaching its field by keyboard is what counts.
  await to(page, '项目申报书');
  await e2e.uploadPdf(page, '项目申报书', 'Application', '项目申报书.pdf');
  await to(page, '上传所选文件');
  await entered(page);
  await e2e.expectText(page, '项目申报书.pdf');
  await to(page, '申报书中的负责人姓名');
  await page.keyboard.insertText(project.pi);
  await to(page, '申报书已由负责人签字');
  await page.keyboard.press('Space');
  await to(page, '提交学校审核');
  await entered(page);
}

async function entered(page) {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
}

/** Presses Tab until the control with this label or name has the focus, and sees to it that the focus can be seen. */
async function to(page, words) {
  for (let presses = 0; presses < 120; presses += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      return {
        words: (element.labels?.[0]?.innerText ?? element.innerText ?? '').trim(),
        isSeen: style.outlineStyle !== 'none' || style.boxShadow !== 'none',
        inView: box.bottom > 0 && box.top < innerHeight,
      };
    });
    if (!at.words.startsWith(words)) continue;
    assert.ok(at.isSeen, `the focus on ${words} cannot be seen`);
    assert.ok(at.inView, `the focus on ${words} is out of sight`);
    return;
  }
  assert.fail(`Tab never reaches ${words}`);
}
