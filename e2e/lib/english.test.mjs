// The check of quality figure P-3 finds what it is meant to find, and lets data through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { expectEnglish } from './english.mjs';
import * as e2e from './index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

for (const [what, markup, finds] of [
  ['a word of the platform', '<p>项目申请</p>', true],
  ['a word of the platform in a label that only readers aloud hear', '<input aria-label="提交申请">', true],
  ['a sentence with something filled in', '<p>还有 3 处未完成，见“还缺什么”。</p>', true],
  ['what people typed', '<p>激光原理与应用课程的案例化改革</p><textarea>项目申请</textarea>', false],
]) {
  test(`an English page with ${what} is ${finds ? 'refused' : 'fine'}`, async () => {
    const page = await e2e.visit(browser, {});
    await page.setContent(`<title>Xieyu</title>${markup}`);
    if (finds) await assert.rejects(expectEnglish(page), /shows the platform's Chinese/);
    else await expectEnglish(page);
    await page.context().close();
  });
}
