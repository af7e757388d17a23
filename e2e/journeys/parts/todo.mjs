// The to-do list: what waits for somebody is found there, never by an address known in advance.
import assert from 'node:assert/strict';
import * as e2e from '../../lib/index.mjs';

/** Opens the to-do list and takes up the first thing that names `subject`; `word` narrows to what has to be done. */
export async function takeUp(page, subject, word = '') {
  await e2e.open(page, '/todo');
  const row = page.locator('main li, main tr').filter({ hasText: subject }).filter({ hasText: word }).first();
  const shown = async () => (await page.locator('main').innerText()).replace(/\s*\n\s*/g, '\n');
  assert.ok(await row.count(), `nothing waits here that names ${subject} ${word}:\n${await shown()}`);
  await e2e.follow(row, /./);
}

/** Fails when something that names `subject` still waits for this person. */
export async function nothingWaits(page, subject) {
  await e2e.open(page, '/todo');
  await e2e.expectNoText(page.locator('main'), subject);
}
