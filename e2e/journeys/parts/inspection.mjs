// What every page that a journey passes must hold: accessible in light and dark, on a phone and on a desk; light; English
// in English. Each kind of page is looked at once; what is wrong is told at the end, all together.
import assert from 'node:assert/strict';
import * as e2e from '../../lib/index.mjs';

/** Answers of the server that the browser notes as errors though they are meant: refused forms, and lost races. */
const meant = /status of (404|409|422)/;

/** `t` is the test: each fault is told at once, so that it is known even when the journey breaks off later. */
export function inspection(t) {
  const seen = new Set();
  const wrong = [];
  const note = async (name, check) => {
    try {
      await check();
    } catch (error) {
      wrong.push(`${name}: ${error.message}`);
      t.diagnostic(wrong.at(-1));
    }
  };
  return {
    /** `name` is the kind of page. Nothing typed or shown on `page` is lost. */
    async look(page, name) {
      if (seen.has(name)) return;
      seen.add(name);
      await everyLook(page, name, note);
      await note(name, () => faultless(page));
      await inEnglish(page, name, note);
    },
    /** Fails with everything that was wrong. */
    report() {
      assert.equal(wrong.length, 0, `${wrong.length} faults on ${seen.size} kinds of pages:\n\n${wrong.join('\n\n')}`);
    },
    seen,
  };
}

async function everyLook(page, name, note) {
  for (const [width, size] of Object.entries(e2e.widths)) {
    await page.setViewportSize(size);
    for (const colorScheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme });
      await note(`${name}, ${width}, ${colorScheme}`, () => e2e.axe(page));
    }
    await note(`${name}, ${width}`, () => e2e.expectNoSidewaysScroll(page));
  }
  await e2e.screenshot(page, `journey-${name}`);
}

function faultless(page) {
  const faults = page.faults.filter((fault) => !meant.test(fault));
  page.faults.length = 0;
  assert.deepEqual(faults, [], `${page.url()} reports faults`);
}

/** The same address in a second tab; what only a sent form shows has no address and is left out. */
async function inEnglish(page, name, note) {
  const tab = await page.context().newPage();
  try {
    const url = new URL(page.url());
    url.searchParams.set('lang', 'en');
    url.hash = '';
    const answer = await tab.goto(url.href);
    if (answer?.status() === 200) {
      await note(`${name}, English`, () => e2e.expectEnglish(tab));
      await note(`${name}, English`, () => e2e.axe(tab));
      await tab.setViewportSize(e2e.widths.phone);
      await note(`${name}, English, phone`, () => e2e.expectNoSidewaysScroll(tab));
      url.searchParams.set('lang', 'zh');
      await note(name, () => e2e.expectLight(tab, url.href));
    } else {
      await tab.goto(new URL('/?lang=zh', url).href);
    }
  } finally {
    await tab.close();
  }
}
