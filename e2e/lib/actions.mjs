// What a person does on a page, told in the words the person sees. Each works with and without JavaScript.
import assert from 'node:assert/strict';
import { open } from './browser.mjs';
import { byLabel, byRole } from './named.mjs';
import { tinyPdf } from './pdf.mjs';
import { settle } from './settle.mjs';

/** Logs in as one of the demo's cast by the button with the person's name, and leaves the log-in page. */
export async function loginAs(page, castName) {
  await open(page, '/login');
  const button = page.getByRole('button').filter({ hasText: castName }).first();
  assert.ok(await button.count(), `the log-in page has no button for ${castName}`);
  await button.click();
  await page.waitForURL((url) => url.pathname !== '/login');
}

/**
 * Fills fields by their label or its beginning: `{ '题目': 'AI 实验课', '类型': 'T2', '已签字': true }`. A list takes the shown
 * words or the value, a check box true or false, a radio group the words of its choice, a file field a file.
 */
export async function fill(scope, values) {
  for (const [label, value] of Object.entries(values)) await fillOne(scope, label, value);
}

async function fillOne(scope, label, value) {
  const field = await byLabel(scope, label);
  assert.ok(field, `${pageOf(scope).url()}: no field is labelled ${label}`);
  const kind = await field.evaluate((element) => element.type ?? '');
  if (kind === 'checkbox' || kind === 'radio') await field.setChecked(value);
  else if (kind === 'fieldset' || kind === '') await chooseRadio(field, label, String(value));
  else if (kind.startsWith('select')) await choose(field, String(value));
  else if (kind === 'file') await field.setInputFiles(value);
  else await field.fill(String(value));
}

async function chooseRadio(group, label, words) {
  const choice = await byLabel(group, words);
  assert.ok(choice, `${label} offers no ${words}`);
  await choice.check();
}

async function choose(select, words) {
  const value = await select.evaluate((element, words) => {
    const all = [...element.options];
    const hit =
      all.find((o) => o.value === words) ??
      all.find((o) => o.text.trim() === words) ??
      all.find((o) => o.text.trim().startsWith(words)) ??
      all.find((o) => o.text.includes(words));
    return hit?.value;
  }, words);
  assert.notEqual(value, undefined, `the list offers no ${words}`);
  await select.selectOption(value);
}

/** Presses the button with this name, or its beginning, and waits until the answer is there. */
export async function press(scope, name) {
  const page = pageOf(scope);
  const button = await byRole(scope, 'button', name);
  assert.ok(button, `${page.url()} has no button ${name}. It has: ${await words(scope.getByRole('button'))}`);
  assert.ok(await button.isEnabled(), `the button ${name} is disabled`);
  await settle(page, () => button.click());
}

/** Follows the link with this name, or its beginning. */
export async function follow(scope, name) {
  const page = pageOf(scope);
  const link = await byRole(scope, 'link', name);
  assert.ok(link, `${page.url()} has no link ${name}. It has: ${await words(scope.getByRole('link'))}`);
  await settle(page, () => link.click());
}

/** Waits until the page shows the text, else fails with what it shows. */
export async function expectText(scope, text) {
  const page = pageOf(scope);
  try {
    await scope.getByText(text).first().waitFor({ state: 'visible', timeout: 5_000 });
  } catch {
    const shown = (await page.locator('body').innerText()).replace(/\s*\n\s*/g, '\n').slice(0, 3_000);
    assert.fail(`${page.url()} does not show ${text}. It shows:\n${shown}`);
  }
}

/** Fails when the page shows the text. */
export async function expectNoText(scope, text) {
  assert.equal(await scope.getByText(text).count(), 0, `${pageOf(scope).url()} shows ${text}`);
}

/** Puts a small real PDF with the given words into the file field of this label. */
export async function uploadPdf(scope, label, text = 'Xieyu test document', name = 'document.pdf') {
  await fill(scope, { [label]: { name, mimeType: 'application/pdf', buffer: tinyPdf(text) } });
}

async function words(found) {
  return (await found.allInnerTexts()).map((text) => text.trim().replace(/\s+/g, ' ')).join(' | ');
}

/** `scope` may be a page or a part of one (a locator): both are spoken to in the same way. */
function pageOf(scope) {
  return typeof scope.page === 'function' ? scope.page() : scope;
}
