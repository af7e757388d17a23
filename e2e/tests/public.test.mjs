// The pages everybody can open, as every kind of reader sees them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

const pages = ['/', '/items', '/projects', '/search', '/filings', '/certificates', '/open-data', '/open-data/dictionary', '/login', '/register'];

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

const seen = (path, how, check) => e2e.seen(browser, path, how, check);

const nameOf = (path) => (path === '/' ? 'home' : path.slice(1).replaceAll('/', '-'));

describe('public pages', () => {
  for (const path of pages) {
    for (const lang of ['zh', 'en']) {
      for (const width of ['phone', 'desktop']) {
        for (const dark of [false, true]) {
          const how = { lang, width, dark };
          const name = `${nameOf(path)}-${lang}-${width}-${dark ? 'dark' : 'light'}`;
          test(`${name} is accessible, fits and reports no fault`, () =>
            seen(path, how, async (page) => {
              await e2e.screenshot(page, name);
              await e2e.axe(page);
              await e2e.expectNoSidewaysScroll(page);
              e2e.expectNoFaults(page);
            }));
        }
      }
    }
  }

  for (const path of pages) {
    test(`${path} speaks the language of its reader and says so`, async () => {
      await seen(path, { lang: 'zh' }, async (page) => {
        assert.match(await page.locator('html').getAttribute('lang'), /^zh/);
        assert.match(await page.locator('main').innerText(), /\p{Script=Han}/u);
        await e2e.switchLanguage(page, 'en');
        assert.match(await page.locator('html').getAttribute('lang'), /^en/);
        assert.match(await page.locator('h1').first().innerText(), /[A-Za-z]/);
      });
    });

    // Headings, labels and buttons, not rows: another test file may add a row between the two looks.
    test(`${path} offers the same without JavaScript`, async () => {
      const offers = [];
      for (const script of [true, false]) {
        await seen(path, { script }, async (page) => {
          offers.push(await page.locator('main').locator('h1, form label, form button').allInnerTexts());
        });
      }
      assert.deepEqual(offers[1], offers[0]);
    });

    test(`${path} weighs less than 150 KB`, () => seen(undefined, {}, (page) => e2e.expectLight(page, path)));

    test(`${path} has one main heading and a title of its own`, () =>
      seen(path, {}, async (page) => {
        assert.equal(await page.locator('h1').count(), 1);
        assert.notEqual((await page.title()).trim(), '');
      }));
  }

  test('no two public pages share a title', async () => {
    const titles = [];
    for (const path of pages) await seen(path, {}, async (page) => titles.push(await page.title()));
    assert.equal(new Set(titles).size, titles.length, titles.join(' | '));
  });

  test('what does not exist is answered with 404 and a page with a way on', () =>
    seen('/', {}, async (page) => {
      const answer = await page.goto('/no-such-page');
      assert.equal(answer.status(), 404);
      assert.ok(await page.getByRole('link').count());
      await e2e.axe(page);
    }));

  test('the skip link is the first stop of the keyboard and leads to the content', () =>
    seen('/', {}, async (page) => {
      await page.keyboard.press('Tab');
      const first = await page.evaluate(() => document.activeElement?.getAttribute('href'));
      assert.match(first ?? '', /^#/);
      assert.ok(await page.locator(first).count(), `${first} is not on the page`);
    }));
});
