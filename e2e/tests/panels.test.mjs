// The programme office has experts assigned to all submitted guidelines at once: computes, locks, takes out, puts in, computes
// again; once it drops the plan, once it carries it out. With and without JavaScript, in both languages.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

const binary = process.env.XIEYU_BIN ?? resolve(import.meta.dirname, '../../target/debug/xieyu');

/** Anybody with the two files gets the same pairs from the command line, and its judge finds nothing. */
async function replayed(page, plan) {
  const { folder, remove } = e2e.scratch();
  try {
    const [instance, offered, again] = ['instance.json', 'offered.json', 'again.json'].map((name) => join(folder, name));
    writeFileSync(instance, await (await page.request.get(`${plan}/instance`)).body());
    writeFileSync(offered, await (await page.request.get(`${plan}/result`)).body());
    const seed = await page.locator('input[name=seed]').inputValue();
    execFileSync(binary, ['match', 'assign', instance, '--seed', seed, '--out', again]);
    const pairs = (file) => JSON.parse(readFileSync(file)).placed;
    assert.deepEqual(pairs(again), pairs(offered));
    assert.equal(execFileSync(binary, ['match', 'check', 'assign', instance, offered]).toString().trim(), 'holds');
  } finally {
    remove();
  }
}

const words = {
  zh: { office: '吴敏', compute: '计算方案', lock: '锁定', unlock: '解除锁定', out: '移出', put: '加入', again: '重新计算', drop: '放弃方案', commit: '确认分派并通知专家', done: '已执行' },
  en: { office: 'Wu Min', compute: 'Compute a plan', lock: 'Lock', unlock: 'Unlock', out: 'Take out', put: 'Put in', again: 'Compute again', drop: 'Drop the plan', commit: 'Assign and tell the experts', done: 'Carried out' },
};

describe('assignment of experts', () => {
  for (const { script, lang, width, ends } of [
    { script: true, lang: 'zh', width: 'desktop', ends: 'drop' },
    { script: true, lang: 'en', width: 'phone', ends: 'drop' },
    { script: true, lang: 'en', width: 'desktop', ends: 'drop' },
    { script: false, lang: 'zh', width: 'phone', ends: 'commit' },
  ]) {
    test(`computed, changed, computed again, then ${ends} (${lang}, ${width}, ${script ? 'with' : 'without'} JavaScript)`, () =>
      seen('/', { lang, script, width }, async (page) => {
        const say = words[lang];
        const looked = async (name) => {
          if (script) {
            await e2e.screenshot(page, `${name}-${lang}-${width}`);
            await e2e.axe(page);
          }
          await e2e.expectNoSidewaysScroll(page);
        };
        await e2e.loginAs(page, say.office);
        await e2e.open(page, '/panels');
        await looked('panels');
        await page.locator('input[name=per_item]').fill('2');
        await page.getByRole('button', { name: say.compute, exact: true }).click();
        await page.waitForURL(/\/panels\/[0-9a-f-]{36}/);
        const plan = new URL(page.url()).pathname;
        await looked('panel');

        const rows = page.locator('main tbody tr').filter({ has: page.locator('.seat') });
        assert.equal(await rows.count(), 3);
        const names = async (row) => (await rows.nth(row).locator('.seat strong').allInnerTexts()).sort();
        const before = await names(0);
        await rows.nth(0).locator('.seat').first().getByRole('button', { name: say.lock, exact: true }).click();
        const locked = rows.nth(0).locator('.seat').filter({ has: page.getByRole('button', { name: say.unlock }) });
        await locked.waitFor();
        const stays = await locked.locator('strong').innerText();
        const other = rows.nth(0).locator('.seat').filter({ hasNotText: stays }).first();
        const gone = await other.locator('strong').innerText();
        await other.getByRole('button', { name: say.out, exact: true }).click();
        await page.locator('main .seat').first().waitFor();
        assert.deepEqual(await names(0), [stays], 'one is out, the locked one stays');
        await looked('panel-hole');

        await page.getByRole('button', { name: say.again, exact: true }).click();
        await page.waitForURL((url) => url.pathname === plan);
        await page.locator('main .seat').first().waitFor();
        const after = await names(0);
        assert.ok(after.includes(stays) && !after.includes(gone), `${before} → ${after}`);

        const list = rows.nth(0).locator('select');
        const choice = await list.locator('option').filter({ hasText: gone }).first().getAttribute('value').catch(() => null);
        const value = choice ?? (await list.locator('option').nth(1).getAttribute('value'));
        await list.selectOption(value);
        await rows.nth(0).getByRole('button', { name: say.put, exact: true }).click();
        await page.locator('main .seat').nth(6).waitFor();
        assert.equal((await names(0)).length, 3);

        await replayed(page, plan);
        await page.getByRole('button', { name: say[ends], exact: true }).click();
        if (ends === 'commit') {
          await e2e.expectText(page, say.done);
          await e2e.expectNoSidewaysScroll(page);
        } else {
          await page.waitForURL(/\/panels$/);
        }
      }));
  }

  test('an expert says what they know', () =>
    seen('/', { lang: 'zh', script: false, width: 'phone' }, async (page) => {
      await e2e.loginAs(page, '罗成');
      await e2e.open(page, '/account');
      await page.locator('textarea[name=keywords]').fill('软件\n数据库内核');
      await page.locator('form[action="/account/expertise"] button').last().click();
      await page.waitForURL(/\/account$/);
      assert.equal(await page.locator('textarea[name=keywords]').inputValue(), '软件\n数据库内核');
      await e2e.expectNoSidewaysScroll(page);
    }));
});
