// One Chromium per test file, one context per visitor. A visitor is described by what matters to the pages: script or
// not, width, colour scheme, language.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export const baseURL = process.env.XIEYU_URL ?? 'http://127.0.0.1:8080';
export const out = process.env.XIEYU_E2E_OUT ?? join(tmpdir(), 'xieyu-e2e');

// --no-sandbox: the tests run as root in containers and open only our own pages. The rest keeps Chromium from calling
// hosts of its maker.
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Widths in CSS pixels: the smallest phone and the desktop that the quality figures name. */
export const widths = { phone: { width: 320, height: 640 }, desktop: { width: 1280, height: 800 } };

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Starts Chromium. Close it in `after`. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags });
}

/**
 * A page of a new visitor. `script: false` switches JavaScript off; `lang: 'en'` reads English from the first page on.
 * `at` is the address of a stage of the test's own.
 * Faults the page reports by itself (uncaught errors, blocked by the policy, files not found) are kept in `page.faults`.
 */
export async function visit(browser, { script = true, width = 'desktop', dark = false, lang = 'zh', at = baseURL, path } = {}) {
  const context = await browser.newContext({
    baseURL: at,
    javaScriptEnabled: script,
    viewport: widths[width],
    colorScheme: dark ? 'dark' : 'light',
    locale: lang === 'en' ? 'en-GB' : 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  // An init script is not subject to the page's own content policy, a <script> element would be.
  if (script) await context.addInitScript({ content: `if (window === window.top) {${axeSource}}` });
  const page = await context.newPage();
  watchFaults(page);
  // “Are you sure?” is asked where JavaScript runs; people in these tests are sure.
  page.on('dialog', (dialog) => dialog.accept());
  if (lang === 'en') await page.goto('/?lang=en');
  if (path) await open(page, path);
  return page;
}

function watchFaults(page) {
  page.faults = [];
  page.on('pageerror', (error) => page.faults.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') page.faults.push(`console: ${message.text()}`);
  });
}

/** Opens a path and fails unless it answers 200. */
export async function open(page, path) {
  const answer = await page.goto(path);
  assert.equal(answer.status(), 200, `${path} answers ${answer.status()}`);
  return answer;
}

/** Fails when the page reported a fault of its own since it was opened. */
export function expectNoFaults(page) {
  assert.deepEqual(page.faults, [], `${page.url()} reports faults`);
}

/** Changes the language of the page that is open, as the switch in its header does. */
export async function switchLanguage(page, lang) {
  const url = new URL(page.url());
  url.searchParams.set('lang', lang);
  await open(page, url.pathname + url.search);
}

/** Leaves a picture of the whole page in target/e2e/NAME.png, for people to look at. */
export async function screenshot(page, name) {
  mkdirSync(out, { recursive: true });
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
}

/** A folder for files that one test writes and uploads; `remove()` takes it away. */
export function scratch() {
  const folder = mkdtempSync(join(tmpdir(), 'xieyu-e2e-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Opens `path` for a new visitor of this browser, runs `check` on the page, closes. */
export async function seen(browser, path, how, check) {
  const page = await visit(browser, { ...how, path });
  try {
    await check(page);
  } finally {
    await page.context().close();
  }
}
